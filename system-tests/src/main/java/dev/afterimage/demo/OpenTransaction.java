package dev.afterimage.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.localstack.StackException;
import dev.afterimage.localstack.connector.SnapshotSignal;
import dev.afterimage.localstack.part.Postgres;
import dev.afterimage.localstack.process.Waiting;
import dev.afterimage.localstack.proof.IndexClient;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A transaction that changes rows, stays open while an incremental snapshot reads their old values, and commits afterwards.
 *
 * <p>Its changes have lower log positions than the snapshot's rows and yet are newer: whoever orders by the row's position loses them.
 */
final class OpenTransaction implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Connection connection;
    private final Postgres postgres;
    private final String database;
    private final IndexClient index;
    private final String indexOfOrders;

    OpenTransaction(Postgres postgres, String database, IndexClient index, String indexOfOrders) throws SQLException {
        this.postgres = postgres;
        this.database = database;
        this.index = index;
        this.indexOfOrders = indexOfOrders;
        this.connection = postgres.connect(database);
    }

    /** Runs the whole story and answers how many rows the transaction changed. */
    int acrossAnIncrementalSnapshot() throws SQLException {
        connection.setAutoCommit(false);
        try (Statement open = connection.createStatement()) {
            int rows = open.executeUpdate(
                    "update orders set note = 'held open across a snapshot' where id in (select id from orders where note is distinct from 'probe' order by placed_at limit 200)");
            String witness = one(open, "select min(id::text) from orders where note = 'held open across a snapshot'");
            long before = commitOf(witness);
            try (Connection other = postgres.connect(database)) {
                SnapshotSignal.incremental(other, "orders");
            }
            if (!Waiting.until(PATIENCE, () -> commitOf(witness) > before)) {
                throw new StackException(
                        "The incremental snapshot of orders did not pass within " + PATIENCE.toSeconds() + " s.");
            }
            connection.commit();
            return rows;
        }
    }

    /** The commit position of the document: it rises when the snapshot's copy of the row is indexed. */
    private long commitOf(String id) {
        return index.get(indexOfOrders, id)
                .map(document -> document.path("_cdc").path("commit"))
                .map(JsonNode::asLong)
                .orElse(-1L);
    }

    private static String one(Statement statement, String sql) throws SQLException {
        ResultSet found = statement.executeQuery(sql);
        found.next();
        return found.getString(1);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
