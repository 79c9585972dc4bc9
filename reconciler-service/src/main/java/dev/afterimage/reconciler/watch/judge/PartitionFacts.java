package dev.afterimage.reconciler.watch.judge;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One partition and where the indexer's group stands in it.
 *
 * @param begin the oldest offset that is kept
 * @param end the offset after the newest record
 * @param committed the group's position, or null if it has none
 * @param waiting age of the oldest record that is not settled, or null if none waits or its age is not known
 */
public record PartitionFacts(
        String topic,
        int partition,
        long begin,
        long end,
        @Nullable Long committed,
        @Nullable Duration waiting) {
    /** Records that are not settled, and are still there. */
    public long behind() {
        return Math.max(0, end - Math.max(begin, committed == null ? begin : committed));
    }

    /** Records that are gone and were never settled. */
    public long lost() {
        return committed == null ? 0 : Math.max(0, begin - committed);
    }
}
