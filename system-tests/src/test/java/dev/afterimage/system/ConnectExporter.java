package dev.afterimage.system;

import com.sun.tools.attach.VirtualMachine;
import dev.afterimage.localstack.artifact.Checkout;
import dev.afterimage.localstack.part.Connect;
import dev.afterimage.localstack.process.Ports;
import java.io.File;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Prometheus's JMX exporter inside a running Connect, set up as deploy/ sets it up. */
final class ConnectExporter {
    private static final Path SETTINGS = Path.of("deploy", "monitoring", "jmx", "connect.yml");

    private ConnectExporter() {}

    /** Puts it there, and answers its address. It ends with Connect. */
    static String start(Connect connect) throws Exception {
        int port = new Ports().free();
        VirtualMachine machine =
                VirtualMachine.attach(Long.toString(connect.process().pid()));
        try {
            machine.loadAgent(
                    agent(), "127.0.0.1:" + port + ":" + Checkout.find().root().resolve(SETTINGS));
        } finally {
            machine.detach();
        }
        return "http://127.0.0.1:" + port + "/metrics";
    }

    private static String agent() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path"))
                .filter(jar -> jar.contains("jmx_prometheus_javaagent"))
                .findFirst()
                .orElseThrow();
    }
}
