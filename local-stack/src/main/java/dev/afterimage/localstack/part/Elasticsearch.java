package dev.afterimage.localstack.part;

import dev.afterimage.localstack.StackException;
import dev.afterimage.localstack.fault.FaultProxy;
import dev.afterimage.localstack.process.Launch;
import dev.afterimage.localstack.process.PartProcess;
import dev.afterimage.localstack.process.Recipe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An Elasticsearch node. */
public final class Elasticsearch implements Part, Recipe {
    public static final String NAME = "elasticsearch";
    private static final String USER = "afterimage";

    private final Site site;
    private final PartProcess process;
    private final String heap;
    private final Map<String, String> extraSettings;
    private final @Nullable Certificate certificate;
    private final String password;
    private final int port;
    private final int transportPort;
    private final Path folder;

    /** @param secured whether clients need TLS and a password */
    public Elasticsearch(Site site, String heap, Map<String, String> extraSettings, boolean secured) {
        this.site = site;
        this.process = site.process(this);
        this.heap = heap;
        this.extraSettings = Map.copyOf(extraSettings);
        this.port = site.portFor(NAME);
        this.transportPort = site.ports().free();
        this.folder = site.run().folder(NAME);
        this.certificate = secured ? Certificate.kept(folder) : null;
        this.password = Secrets.kept(folder.resolve("password"));
    }

    @Override
    public Launch launch() {
        Path home = site.archives().elasticsearch();
        Path config = configure(home);
        site.privileges().handOver(folder);
        return Launch.of(folder, List.of(home.resolve("bin/elasticsearch").toString()))
                .withEnvironment(Map.of(
                        "ES_JAVA_HOME", System.getProperty("java.home"),
                        "ES_PATH_CONF", config.toString(),
                        "ES_TMPDIR", folder.resolve("tmp").toString(),
                        "ES_JAVA_OPTS", "-Xms" + heap + " -Xmx" + heap,
                        "HOME", folder.toString()))
                .asUnprivileged()
                .asWrapper();
    }

    /** A settings folder made anew at each start: a key store left by an earlier one would stop the node. */
    private Path configure(Path home) {
        try {
            Path config = Files.createDirectories(folder.resolve("config"));
            Files.createDirectories(folder.resolve("tmp"));
            Files.createDirectories(folder.resolve("logs"));
            Files.deleteIfExists(config.resolve("elasticsearch.keystore"));
            Files.write(
                    config.resolve("jvm.options"),
                    Files.readAllLines(home.resolve("config/jvm.options")).stream()
                            .filter(line -> !line.contains("-Xlog:gc") && !line.contains("HeapDump"))
                            .toList());
            Files.writeString(config.resolve("log4j2.properties"), LOGGING);
            if (certificate != null) {
                // Settings may name files of their own folder only.
                Files.copy(certificate.key(), config.resolve("key.pem"), StandardCopyOption.REPLACE_EXISTING);
                Files.copy(
                        certificate.certificate(),
                        config.resolve("certificate.pem"),
                        StandardCopyOption.REPLACE_EXISTING);
                FileUser.write(config, USER, password, "superuser");
            }
            Settings.yaml(config.resolve("elasticsearch.yml"), settings());
            return config;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("cluster.name", "afterimage");
        settings.put("node.name", "node-1");
        settings.put("discovery.type", "single-node");
        settings.put("network.host", Site.LOOPBACK);
        settings.put("http.port", Integer.toString(port));
        settings.put("transport.port", Integer.toString(transportPort));
        settings.put("path.data", folder.resolve("data").toString());
        settings.put("path.logs", folder.resolve("logs").toString());
        settings.put("xpack.security.enabled", Boolean.toString(certificate != null));
        if (certificate != null) {
            settings.put("xpack.security.autoconfiguration.enabled", "false");
            settings.put("xpack.security.http.ssl.enabled", "true");
            settings.put("xpack.security.http.ssl.key", "key.pem");
            settings.put("xpack.security.http.ssl.certificate", "certificate.pem");
        }
        // A developer's disk is often nearly full; the flood stage is set by the tests that are about it.
        settings.put("cluster.routing.allocation.disk.threshold_enabled", "false");
        settings.putAll(extraSettings);
        return settings;
    }

    private static final String LOGGING = """
            status = error
            appender.console.type = Console
            appender.console.name = console
            appender.console.layout.type = PatternLayout
            appender.console.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}]%marker %m%consoleException%n
            rootLogger.level = info
            rootLogger.appenderRef.console.ref = console
            """;

    @Override
    public boolean serves() throws IOException, InterruptedException {
        if (certificate != null) {
            return Http.answersSecurely(
                    url() + "/_cluster/health?wait_for_status=yellow&timeout=1s", certificate, USER, password);
        }
        return Http.answers(url() + "/_cluster/health?wait_for_status=yellow&timeout=1s");
    }

    @Override
    public PartProcess process() {
        return process;
    }

    @Override
    public String name() {
        return NAME;
    }

    public String url() {
        return (certificate == null ? "http://" : "https://") + Site.LOOPBACK + ":" + port;
    }

    /** Whether clients need TLS and a password. */
    public boolean secured() {
        return certificate != null;
    }

    /** Where security is on: the user with all rights. */
    public String user() {
        return USER;
    }

    public String password() {
        return password;
    }

    /** Where security is on: what clients must trust. */
    public Certificate certificate() {
        if (certificate == null) {
            throw new StackException("This Elasticsearch was started without security.");
        }
        return certificate;
    }

    /** A proxy before this part; the caller closes it. */
    public FaultProxy proxy() {
        return FaultProxy.to(port);
    }
}
