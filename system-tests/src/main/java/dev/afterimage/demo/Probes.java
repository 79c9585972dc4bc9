package dev.afterimage.demo;

import dev.afterimage.localstack.part.Postgres;
import dev.afterimage.localstack.proof.IndexClient;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Measures, with one order after the other, how long after its commit the document is stored and how long after it a search finds it. */
final class Probes implements AutoCloseable {
    private static final long STEP = Duration.ofMillis(10).toNanos();
    private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Percentiles stored = new Percentiles();
    private final Percentiles searchable = new Percentiles();
    private final Future<?> running;
    private volatile boolean stopping;

    Probes(Postgres postgres, String database, IndexClient index, String orders) {
        this.running = thread.submit(() -> {
            try (Connection connection = postgres.connect(database)) {
                while (!stopping) {
                    probe(connection, index, orders);
                }
            }
            return null;
        });
    }

    private void probe(Connection connection, IndexClient index, String orders) throws SQLException {
        UUID id = UUID.randomUUID();
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into orders (id, customer_id, note) select ?, min(id), 'probe' from customers")) {
            insert.setObject(1, id);
            insert.executeUpdate();
        }
        long committed = System.nanoTime();
        String query = "{\"query\":{\"ids\":{\"values\":[\"" + id + "\"]}}}";
        if (await(committed, () -> index.get(orders, id.toString()).isPresent())) {
            stored.add(System.nanoTime() - committed);
            if (await(committed, () -> index.count(orders, query) == 1)) {
                searchable.add(System.nanoTime() - committed);
            }
        }
    }

    private boolean await(long from, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (stopping || System.nanoTime() - from > PATIENCE) {
                return false;
            }
            LockSupport.parkNanos(STEP);
        }
        return true;
    }

    void stop() throws InterruptedException, ExecutionException {
        stopping = true;
        running.get();
    }

    /** Commit to acknowledged by Elasticsearch. */
    Percentiles stored() {
        return stored;
    }

    /** Commit to found by a search. */
    Percentiles searchable() {
        return searchable;
    }

    @Override
    public void close() {
        stopping = true;
        thread.shutdownNow();
    }
}
