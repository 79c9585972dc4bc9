package dev.afterimage.benchmarks.indexer;

import dev.afterimage.benchmarks.measure.Latencies;
import dev.afterimage.benchmarks.measure.Pace;
import dev.afterimage.benchmarks.measure.SearchProbes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SplittableRandom;

/** One connection that commits transactions on schedule: inserts, updates and deletes of keys of its own. */
final class ChainWriter {
    private static final int CHANGES_PER_TRANSACTION = 10;
    private static final int WRITERS = 2;

    private final int number;
    private final Connection connection;
    private final CommitTimes commits;
    private final SplittableRandom random;
    private long lastId;
    private long oldestId;
    private long lastRevision;

    /** @param number which of the writers: 0 or 1 */
    ChainWriter(int number, Connection connection, CommitTimes commits) throws SQLException {
        this.number = number;
        this.connection = connection;
        this.commits = commits;
        this.random = new SplittableRandom(number);
        connection.setAutoCommit(false);
    }

    static int writers() {
        return WRITERS;
    }

    /** Writes its share of a rate for some time. */
    void write(int perSecond, int seconds, Latencies acknowledged, Latencies searchable, SearchProbes probes)
            throws SQLException {
        double transactions = (double) perSecond / CHANGES_PER_TRANSACTION / WRITERS;
        Pace pace = new Pace(System.nanoTime(), transactions);
        for (int i = 0; i < transactions * seconds; i++) {
            Pace.until(pace.due(i));
            transaction(acknowledged, searchable, probes, i % 10 == 0);
        }
    }

    private void transaction(Latencies acknowledged, Latencies searchable, SearchProbes probes, boolean probed)
            throws SQLException {
        long firstRevision = lastRevision + 1;
        long inserted = 0;
        try (Statement statement = connection.createStatement()) {
            for (int i = 0; i < CHANGES_PER_TRANSACTION; i++) {
                double which = random.nextDouble();
                if (i == 0 || which < 0.5 || lastId - oldestId < 100) {
                    inserted = id(++lastId);
                    statement.addBatch(String.format(ChainTable.INSERT, inserted, revision(++lastRevision)));
                } else if (which < 0.9) {
                    long some = oldestId + 1 + random.nextLong(lastId - oldestId - 20);
                    statement.addBatch(String.format(ChainTable.UPDATE, id(some), revision(++lastRevision)));
                } else {
                    statement.addBatch(String.format(ChainTable.DELETE, id(++oldestId)));
                }
            }
            statement.executeBatch();
        }
        connection.commit();
        long committed = System.nanoTime();
        for (long each = firstRevision; each <= lastRevision; each++) {
            commits.committed(revision(each), committed, acknowledged);
        }
        if (probed) {
            probes.await(Long.toString(inserted), 0, committed, searchable);
        }
    }

    private long id(long own) {
        return own * WRITERS + number;
    }

    private long revision(long own) {
        return own * WRITERS + number;
    }
}
