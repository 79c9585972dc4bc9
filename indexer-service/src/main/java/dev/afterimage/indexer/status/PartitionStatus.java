package dev.afterimage.indexer.status;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One assigned partition.
 *
 * @param partition its number
 * @param flow whether its records are worked on
 * @param accounting what became of the records consumed since it was assigned
 * @param nextOffset the offset after the last consumed record, or -1 before the first
 * @param committed the offset committed last, or -1 when none was since it was assigned
 * @param lagRecords records in the topic that are not settled yet, or null while unknown
 * @param behindSince timestamp of the first record that is not settled (of the last settled one when that record has not been fetched
 *     yet), or null when nothing is waiting
 */
public record PartitionStatus(
        int partition,
        Flow flow,
        Accounting accounting,
        long nextOffset,
        long committed,
        @Nullable Long lagRecords,
        @Nullable Instant behindSince) {}
