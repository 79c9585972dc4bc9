package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.connector.MysqlConnector;
import dev.afterimage.localstack.connector.PostgresConnector;
import dev.afterimage.localstack.connector.SnapshotSignal;
import dev.afterimage.localstack.part.Service;
import dev.afterimage.localstack.part.ServiceKind;
import dev.afterimage.localstack.proof.IndexClient;
import dev.afterimage.localstack.proof.Proof;
import dev.afterimage.localstack.proof.ProofReport;
import dev.afterimage.localstack.proof.ProvenTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One database of MySQL, the shipped connector for it, the indexer that follows, and the proof of what it did; none of it is shared with another test. */
final class BinlogMirror implements AutoCloseable {
    private final LocalStack stack;
    private final MysqlConnector connector;
    private final Map<String, String> settings = new HashMap<>();
    private @Nullable Service indexer;
    private boolean captured;

    private BinlogMirror(LocalStack stack, MysqlConnector connector) {
        this.stack = stack;
        this.connector = connector;
        settings.put("AFTERIMAGE_TOPIC_PREFIX", connector.topicPrefix());
        settings.put("AFTERIMAGE_CONSUMER_GROUP", group());
        settings.put("AFTERIMAGE_EXCLUDED_TABLES", connector.schema() + "." + PostgresConnector.SIGNAL_TABLE);
    }

    /** Skips the test where MySQL cannot run, in so many words. */
    static void requireMysql(LocalStack stack) {
        Optional<String> missing = stack.missingForMysql();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    }

    /** @param name database, topic prefix, connector and consumer group are called by it */
    static BinlogMirror of(LocalStack stack, String name) throws SQLException {
        MysqlConnector connector = stack.mysqlConnectorFor(name);
        connector.prepareDatabase();
        return new BinlogMirror(stack, connector);
    }

    void capture() {
        stack.connect().client().create(connector);
        captured = true;
    }

    void launchIndexer() {
        indexer = stack.services().launch(ServiceKind.INDEXER, settings);
    }

    void awaitIndexer() {
        if (indexer != null) {
            indexer.awaitReady();
        }
    }

    LocalStack stack() {
        return stack;
    }

    MysqlConnector connector() {
        return connector;
    }

    private String group() {
        return "indexer-" + connector.topicPrefix();
    }

    Connection connect() throws SQLException {
        return stack.mysql().connect(connector.database());
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Statements of one transaction. */
    void transaction(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }

    void snapshotIncrementally(String... tables) throws SQLException {
        try (Connection connection = connect()) {
            SnapshotSignal.incrementalOf(connector.schema(), connection, tables);
        }
    }

    ProvenTable table(String table) {
        return ProvenTable.of(connector.topicPrefix(), connector.schema(), table);
    }

    IndexClient index() {
        return IndexClient.of(stack.elasticsearch());
    }

    /** The document as it is now, tombstones too; a missing node where there is none. */
    JsonNode document(String table, String id) {
        return index().get(table(table).index(), id).orElse(MissingNode.getInstance());
    }

    /** Waits for the indexer and lets nothing pass but three zeros, with nothing parked. */
    ProofReport assertExact(String... tables) {
        return assertExact(Arrays.stream(tables).map(this::table).toArray(ProvenTable[]::new));
    }

    ProofReport assertExact(ProvenTable... tables) {
        ProofReport report = new Proof(stack, group(), List.of(connector)).whenCaughtUp(Mirror.PATIENCE, tables);
        assertThat(report.exact()).as(report.toString()).isTrue();
        assertThat(DeadLetter.all(stack, connector.topicPrefix() + ".")).isEmpty();
        return report;
    }

    @Override
    public void close() {
        if (captured) {
            stack.connect().client().delete(connector.name());
        }
        if (indexer != null) {
            stack.services().remove(indexer);
        }
    }
}
