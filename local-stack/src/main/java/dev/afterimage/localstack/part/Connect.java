package dev.afterimage.localstack.part;

import dev.afterimage.localstack.connector.ConnectClient;
import dev.afterimage.localstack.connector.WireFormat;
import dev.afterimage.localstack.process.Launch;
import dev.afterimage.localstack.process.PartProcess;
import dev.afterimage.localstack.process.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One distributed Kafka Connect worker with the Debezium connectors and the Avro converter as plugins. */
public final class Connect implements Part, Recipe {
    public static final String NAME = "connect";
    private static final String GROUP = "connect";

    private final Site site;
    private final PartProcess process;
    private final Kafka kafka;
    private final String heap;
    private final int port;
    private final Path folder;

    public Connect(Site site, Kafka kafka, String heap) {
        this.site = site;
        this.process = site.process(this);
        this.kafka = kafka;
        this.heap = heap;
        this.port = site.portFor(NAME);
        this.folder = site.run().folder(NAME);
    }

    @Override
    public Launch launch() {
        Path plugins = folder.resolve("plugins");
        ConnectPlugin.link(site.checkout().part("debezium-postgres"), plugins.resolve("debezium-postgres"));
        ConnectPlugin.link(site.checkout().part("debezium-mysql"), plugins.resolve("debezium-mysql"));
        Path avro = plugins.resolve("avro-converter");
        ConnectPlugin.link(site.checkout().part("avro-converter"), avro);
        ConnectPlugin.declare("org.apache.kafka.connect.storage.Converter", WireFormat.AVRO_CONVERTER, avro);
        Path settings = Settings.properties(folder.resolve("worker.properties"), settings(plugins));
        return Launch.of(
                folder,
                List.of(
                        Site.java(),
                        "-Xms128m",
                        "-Xmx" + heap,
                        "-XX:+ExitOnOutOfMemoryError",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-Dorg.slf4j.simpleLogger.log.io.debezium=info",
                        "-Dorg.slf4j.simpleLogger.showDateTime=true",
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        Site.joined(site.checkout().part("connect")),
                        "org.apache.kafka.connect.cli.ConnectDistributed",
                        settings.toString()));
    }

    private Map<String, String> settings(Path plugins) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        settings.put("group.id", GROUP);
        settings.put("listeners", "http://" + Site.LOOPBACK + ":" + port);
        settings.put("rest.advertised.host.name", Site.LOOPBACK);
        settings.put("plugin.path", plugins.toString());
        settings.put("plugin.discovery", "service_load");
        for (String topic : List.of("config", "offset", "status")) {
            settings.put(topic + ".storage.topic", "connect-" + topic);
            settings.put(topic + ".storage.replication.factor", "1");
        }
        settings.put("offset.storage.partitions", "1");
        settings.put("status.storage.partitions", "1");
        settings.put("offset.flush.interval.ms", "1000");
        // A worker that was killed is forgotten soon, so that the next one gets its tasks.
        settings.put("session.timeout.ms", "3000");
        settings.put("heartbeat.interval.ms", "1000");
        settings.put("scheduled.rebalance.max.delay.ms", "0");
        settings.put("key.converter", "org.apache.kafka.connect.json.JsonConverter");
        settings.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        settings.put("connector.client.config.override.policy", "All");
        settings.put("producer.max.request.size", Kafka.LARGEST_RECORD);
        settings.put("producer.buffer.memory", Integer.toString(2 * Integer.parseInt(Kafka.LARGEST_RECORD)));
        return settings;
    }

    @Override
    public boolean serves() throws IOException, InterruptedException {
        return Http.answers(url() + "/connectors");
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
        return "http://" + Site.LOOPBACK + ":" + port;
    }

    /** What makes, changes and watches connectors. */
    public ConnectClient client() {
        return new ConnectClient(url());
    }
}
