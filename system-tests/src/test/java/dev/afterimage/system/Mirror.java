package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.connector.PostgresConnector;
import dev.afterimage.localstack.connector.SnapshotSignal;
import dev.afterimage.localstack.part.Service;
import dev.afterimage.localstack.part.ServiceKind;
import dev.afterimage.localstack.proof.IndexClient;
import dev.afterimage.localstack.proof.Proof;
import dev.afterimage.localstack.proof.ProofReport;
import dev.afterimage.localstack.proof.ProvenTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One database, its connector, the indexers that follow it, and the proof of what they did; none of it is shared with another test. */
final class Mirror implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private final LocalStack stack;
    private final String name;
    private final PostgresConnector connector;
    private final List<PostgresConnector> captured = new ArrayList<>();
    private final List<Service> indexers = new ArrayList<>();
    private final Map<String, String> settings = new HashMap<>();

    private Mirror(LocalStack stack, String name, PostgresConnector connector) {
        this.stack = stack;
        this.name = name;
        this.connector = connector;
        settings.put("AFTERIMAGE_TOPIC_PREFIX", name);
        settings.put("AFTERIMAGE_FORMAT", "json-schema");
        settings.put("AFTERIMAGE_CONSUMER_GROUP", group());
    }

    /** @param name database, topic prefix and consumer group are called by it */
    static Mirror of(LocalStack stack, String name) throws SQLException {
        return of(stack, name, stack.connectorFor(name, name));
    }

    static Mirror of(LocalStack stack, String name, PostgresConnector connector) throws SQLException {
        connector.prepareDatabase();
        return new Mirror(stack, name, connector);
    }

    /** Connector and indexer at once, for tests that only care about what flows. */
    static Mirror flowing(LocalStack stack, String name) throws SQLException {
        Mirror mirror = of(stack, name);
        mirror.launchIndexer();
        mirror.capture();
        mirror.awaitIndexers();
        return mirror;
    }

    /** A setting of the indexers that are started from now on. */
    Mirror with(String setting, String value) {
        settings.put(setting, value);
        return this;
    }

    /** Settings of tables, the entries of {@code afterimage.tables} in YAML, for the indexers that are started from now on. */
    Mirror withTables(String entries) throws IOException {
        Path file = stack.folder().resolve(name + "-tables.yml");
        Files.writeString(file, "afterimage:\n  tables:\n" + entries.indent(4));
        return with("MICRONAUT_CONFIG_FILES", file.toString());
    }

    void capture() {
        capture(connector);
    }

    void capture(PostgresConnector one) {
        stack.connect().client().create(one);
        captured.add(one);
    }

    /** Counts a connector that the test put up by itself among those to prove and to clean up. */
    void adopt(PostgresConnector one) {
        captured.add(one);
    }

    Service startIndexer() {
        Service service = launchIndexer();
        service.awaitReady();
        return service;
    }

    Service launchIndexer() {
        Service service = stack.services().launch(ServiceKind.INDEXER, settings);
        indexers.add(service);
        return service;
    }

    void awaitIndexers() {
        indexers.forEach(Service::awaitReady);
    }

    void removeIndexer() {
        stack.services().remove(indexers.removeLast());
    }

    Service indexer() {
        return indexers.getFirst();
    }

    LocalStack stack() {
        return stack;
    }

    PostgresConnector connector() {
        return connector;
    }

    String group() {
        return "indexer-" + name;
    }

    Connection connect() throws SQLException {
        return stack.postgres().connect(connector.database());
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    String query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return String.valueOf(found.getString(1));
        }
    }

    void snapshotIncrementally(String... tables) throws SQLException {
        try (Connection connection = connect()) {
            SnapshotSignal.incremental(connection, tables);
        }
    }

    ProvenTable table(String table) {
        return ProvenTable.of(connector.topicPrefix(), table);
    }

    IndexClient index() {
        return IndexClient.of(stack.elasticsearch());
    }

    /** The document as it is now, tombstones too; a missing node where there is none. */
    JsonNode document(String table, String id) {
        return index().get(table(table).index(), id).orElse(MissingNode.getInstance());
    }

    Proof proof() {
        return new Proof(stack, group(), captured);
    }

    /** Waits for the indexer and lets nothing pass but three zeros. */
    ProofReport assertExact(String... tables) {
        return assertExact(List.of(tables).stream().map(this::table).toArray(ProvenTable[]::new));
    }

    ProofReport assertExact(ProvenTable... tables) {
        ProofReport report = proof().whenCaughtUp(PATIENCE, tables);
        assertThat(report.exact()).as(report.toString()).isTrue();
        return report;
    }

    /** What was parked of this mirror's topics until now. */
    List<DeadLetter> parked() {
        return DeadLetter.all(stack, connector.topicPrefix() + ".");
    }

    /** What was parked of one table until now. */
    List<DeadLetter> parked(String table) {
        String topic = table(table).topic();
        return parked().stream()
                .filter(letter -> letter.header("dlq.original.topic").equals(topic))
                .toList();
    }

    @Override
    public void close() {
        for (PostgresConnector one : captured) {
            stack.connect().client().delete(one.name());
        }
        indexers.forEach(stack.services()::remove);
        for (PostgresConnector one : captured) {
            Slots.drop(one);
        }
    }
}
