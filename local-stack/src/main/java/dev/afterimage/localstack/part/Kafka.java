package dev.afterimage.localstack.part;

import dev.afterimage.localstack.StackException;
import dev.afterimage.localstack.fault.FaultProxy;
import dev.afterimage.localstack.process.Launch;
import dev.afterimage.localstack.process.PartProcess;
import dev.afterimage.localstack.process.Recipe;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** A Kafka broker that is its own controller. */
public final class Kafka implements Part, Recipe {
    public static final String NAME = "kafka";
    /** Long texts travel whole: Debezium puts a row's columns before and after a change into one record. */
    static final String LARGEST_RECORD = Integer.toString(32 * 1024 * 1024);

    private final Site site;
    private final PartProcess process;
    private final String heap;
    private final int port;
    private final int controllerPort;
    private final int behindProxyPort;
    private final int proxyPort;
    private final Path folder;
    private final @Nullable SecuredKafka door;

    /** @param secured whether there is one more listener, with SASL over TLS */
    public Kafka(Site site, String heap, boolean secured) {
        this.site = site;
        this.process = site.process(this);
        this.heap = heap;
        this.port = site.portFor(NAME);
        this.controllerPort = site.ports().free();
        this.behindProxyPort = site.ports().free();
        this.proxyPort = site.ports().free();
        this.folder = site.run().folder(NAME);
        this.door = secured ? SecuredKafka.in(folder, site.ports().free()) : null;
    }

    @Override
    public Launch launch() {
        Path settings = Settings.properties(folder.resolve("server.properties"), settings());
        if (!Files.exists(folder.resolve("data/meta.properties"))) {
            format(settings);
        }
        return Launch.of(
                folder,
                List.of(
                        Site.java(),
                        "-Xms" + heap,
                        "-Xmx" + heap,
                        "-XX:+ExitOnOutOfMemoryError",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-Dorg.slf4j.simpleLogger.showDateTime=true",
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        Site.joined(site.checkout().part("broker")),
                        "kafka.Kafka",
                        settings.toString()));
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@" + Site.LOOPBACK + ":" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put(
                "listeners",
                "PLAINTEXT://" + bootstrapServers() + ",PROXIED://" + Site.LOOPBACK + ":" + behindProxyPort
                        + ",CONTROLLER://" + Site.LOOPBACK + ":" + controllerPort);
        settings.put(
                "advertised.listeners",
                "PLAINTEXT://" + bootstrapServers() + ",PROXIED://" + Site.LOOPBACK + ":" + proxyPort);
        if (door != null) {
            door.addTo(settings);
        }
        settings.put("log.dirs", folder.resolve("data").toString());
        // So that a test need not wait five minutes to see records go.
        settings.put("log.retention.check.interval.ms", "10000");
        settings.put("num.partitions", "4");
        settings.put("message.max.bytes", LARGEST_RECORD);
        settings.put("replica.fetch.max.bytes", LARGEST_RECORD);
        settings.put("socket.request.max.bytes", Integer.toString(2 * Integer.parseInt(LARGEST_RECORD)));
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "1000");
        return settings;
    }

    private void format(Path settings) {
        try {
            Process format = new ProcessBuilder(
                            Site.java(),
                            "-XX:TieredStopAtLevel=1",
                            "-Xshare:auto",
                            "-cp",
                            Site.joined(site.checkout().part("broker")),
                            "kafka.tools.StorageTool",
                            "format",
                            "--ignore-formatted",
                            "--cluster-id",
                            Uuid.randomUuid().toString(),
                            "--config",
                            settings.toString())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(logFile().toFile()))
                    .start();
            if (!format.waitFor(60, TimeUnit.SECONDS) || format.exitValue() != 0) {
                format.destroyForcibly();
                throw new StackException("Kafka's storage could not be formatted; see " + logFile() + ".");
            }
        } catch (IOException e) {
            throw new StackException("Cannot format Kafka's storage: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while Kafka's storage was formatted.", e);
        }
    }

    @Override
    public boolean serves() throws InterruptedException, ExecutionException, IOException {
        try (Socket socket = new Socket()) {
            // Cheap and quiet while the broker is starting; it opens its port late.
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2000);
        }
        try (Admin admin = admin()) {
            return !admin.describeCluster().nodes().get().isEmpty();
        }
    }

    /** An administrator's client with short time-outs; the caller closes it. */
    public Admin admin() {
        return Admin.create(Map.of(
                "bootstrap.servers",
                bootstrapServers(),
                "request.timeout.ms",
                "5000",
                "default.api.timeout.ms",
                "5000"));
    }

    @Override
    public PartProcess process() {
        return process;
    }

    @Override
    public String name() {
        return NAME;
    }

    public String bootstrapServers() {
        return Site.LOOPBACK + ":" + port;
    }

    /** Where security is on: the listener for clients that bring a password over TLS. */
    public SecuredKafka secured() {
        if (door == null) {
            throw new StackException("This Kafka was started without security.");
        }
        return door;
    }

    /**
     * A proxy before the broker for those who connect to its port instead of {@link #bootstrapServers()}; the broker sends them there for everything. One at a time; the caller
     * closes it.
     */
    public FaultProxy proxy() {
        return FaultProxy.between(proxyPort, behindProxyPort);
    }
}
