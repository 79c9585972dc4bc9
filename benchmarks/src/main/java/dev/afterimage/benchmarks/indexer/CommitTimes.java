package dev.afterimage.benchmarks.indexer;

import dev.afterimage.benchmarks.gateway.BulkRule;
import dev.afterimage.benchmarks.measure.Latencies;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Brings together when a change was committed at the source and when its document was acknowledged, by the row's revision.
 *
 * <p>Deletes carry no revision and are not timed. Thread-safe.
 */
final class CommitTimes implements BulkRule {
    private static final byte[] REVISION = "\"revision\":".getBytes(StandardCharsets.US_ASCII);

    private record Committed(long at, Latencies into) {}

    private final Map<Long, Committed> committed = new HashMap<>();
    /** Acknowledged before the commit had returned to the client. */
    private final Map<Long, Long> early = new HashMap<>();

    /** A change's commit has returned. */
    synchronized void committed(long revision, long at, Latencies into) {
        Long acknowledged = early.remove(revision);
        if (acknowledged == null) {
            committed.put(revision, new Committed(at, into));
        } else {
            into.record(acknowledged - at);
        }
    }

    @Override
    public synchronized void answered(Items items, int[] statuses, long at) {
        for (int i = 0; i < items.count(); i++) {
            long revision = items.lastNumber(i, REVISION);
            if (revision <= 0 || statuses[i] / 100 != 2) {
                continue;
            }
            Committed known = committed.remove(revision);
            if (known == null) {
                early.put(revision, at);
            } else {
                known.into().record(at - known.at());
            }
        }
    }
}
