package dev.afterimage.localstack.container;

import dev.afterimage.localstack.Stack;
import dev.afterimage.localstack.connector.ConnectClient;
import dev.afterimage.localstack.connector.PostgresConnector;
import dev.afterimage.localstack.connector.SourceDatabase;
import dev.afterimage.localstack.connector.WireFormat;
import java.time.Duration;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The real parts as containers on a network of their own. Which images: see {@link Images}. */
public final class ContainerStack implements Stack {
    private static final Duration START = Duration.ofMinutes(3);
    private static final String INSIDE = "kafka:19092";
    private static final int CONNECT_PORT = 8083;
    private static final int REGISTRY_PORT = 8080;
    private static final int ELASTICSEARCH_PORT = 9200;

    private final Network network = Network.newNetwork();
    private final PostgresContainer postgres = new PostgresContainer(network);
    private final KafkaContainer kafka = new KafkaContainer(
                    DockerImageName.parse(Images.kafka()).asCompatibleSubstituteFor("apache/kafka"))
            .withNetwork(network)
            .withListener(INSIDE);
    private final GenericContainer<?> registry = container(Images.registry(), "registry", REGISTRY_PORT)
            .waitingFor(Wait.forHttp("/apis/ccompat/v7/subjects").withStartupTimeout(START));
    private final GenericContainer<?> elasticsearch = container(
                    Images.elasticsearch(), "elasticsearch", ELASTICSEARCH_PORT)
            .withEnv("discovery.type", "single-node")
            .withEnv("xpack.security.enabled", "false")
            .withEnv("ES_JAVA_OPTS", "-Xms1g -Xmx1g")
            .waitingFor(Wait.forHttp("/_cluster/health?wait_for_status=yellow").withStartupTimeout(START));
    private final GenericContainer<?> connect = container(Images.connect(), "connect", CONNECT_PORT)
            .withEnv("BOOTSTRAP_SERVERS", INSIDE)
            .withEnv("GROUP_ID", "connect")
            .withEnv("CONFIG_STORAGE_TOPIC", "connect-config")
            .withEnv("OFFSET_STORAGE_TOPIC", "connect-offset")
            .withEnv("STATUS_STORAGE_TOPIC", "connect-status")
            .withEnv("ENABLE_APICURIO_CONVERTERS", "true")
            .waitingFor(Wait.forHttp("/connectors").withStartupTimeout(START));

    private ContainerStack() {}

    /** Whether a container engine answers here. */
    public static boolean isPossible() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    /** Starts all parts and returns when they serve. */
    public static ContainerStack start() {
        ContainerStack stack = new ContainerStack();
        try {
            List.of(stack.postgres.container(), stack.kafka, stack.registry, stack.elasticsearch).parallelStream()
                    .forEach(GenericContainer::start);
            stack.connect.start();
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    private GenericContainer<?> container(String image, String name, int port) {
        return new GenericContainer<>(DockerImageName.parse(image))
                .withNetwork(network)
                .withNetworkAliases(name)
                .withExposedPorts(port);
    }

    @Override
    public SourceDatabase source() {
        return postgres;
    }

    @Override
    public String bootstrapServers() {
        return kafka.getBootstrapServers();
    }

    @Override
    public ConnectClient connectors() {
        return new ConnectClient(url(connect, CONNECT_PORT));
    }

    @Override
    public String registryUrl() {
        return url(registry, REGISTRY_PORT) + "/apis/ccompat/v7";
    }

    @Override
    public String elasticsearchUrl() {
        return url(elasticsearch, ELASTICSEARCH_PORT);
    }

    @Override
    public PostgresConnector connectorFor(String database, String topicPrefix, WireFormat format) {
        return PostgresConnector.capturing(postgres, database, topicPrefix)
                .with(format, "http://registry:" + REGISTRY_PORT + "/apis/registry/v2");
    }

    private static String url(GenericContainer<?> container, int port) {
        return "http://" + container.getHost() + ":" + container.getMappedPort(port);
    }

    @Override
    public void close() {
        List.of(connect, registry, elasticsearch, kafka, postgres.container()).forEach(GenericContainer::stop);
        network.close();
    }
}
