package dev.afterimage.benchmarks.indexer;

import dev.afterimage.benchmarks.data.Positions;
import dev.afterimage.benchmarks.gateway.BulkRule;
import dev.afterimage.benchmarks.measure.Latencies;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Notes when each change was acknowledged, which its document's version tells.
 *
 * <p>A change that a contestant left out because a newer one of the same key was in the same batch is not counted. Thread-safe.
 */
final class Acknowledgements implements BulkRule {
    private final AtomicLongArray due;
    private final AtomicReferenceArray<Latencies> to;

    /** @param changes how many there will be */
    Acknowledgements(int changes) {
        this.due = new AtomicLongArray(changes);
        this.to = new AtomicReferenceArray<>(changes);
    }

    /** A change is about to be sent. */
    void sending(int event, long dueAt, Latencies into) {
        due.set(event, dueAt);
        to.set(event, into);
    }

    @Override
    public void answered(Items items, int[] statuses, long at) {
        for (int i = 0; i < items.count(); i++) {
            int event = Positions.event(items.version(i));
            if (event < 0 || event >= due.length() || statuses[i] == 429 || statuses[i] >= 500) {
                continue;
            }
            Latencies into = to.getAndSet(event, null);
            if (into != null) {
                into.record(at - due.get(event));
            }
        }
    }
}
