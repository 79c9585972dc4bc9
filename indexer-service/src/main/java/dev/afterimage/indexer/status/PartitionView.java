package dev.afterimage.indexer.status;

import dev.afterimage.cdc.deadletter.FailureCategory;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A partition as the API tells it.
 *
 * @param topic its topic
 * @param partition its number
 * @param state {@code flowing}, {@code held} or {@code stopped}
 * @param category why it does not flow, or null when it flows
 * @param reason the same in words
 * @param since since when
 * @param nextOffset the offset after the last consumed record, or -1
 * @param committedOffset the offset committed last, or -1
 * @param lagRecords records that wait, or null while unknown
 * @param lagSeconds age of the oldest of them, 0 when none waits
 * @param counters what became of its records
 */
@Serdeable
record PartitionView(
        String topic,
        int partition,
        String state,
        @Nullable FailureCategory category,
        @Nullable String reason,
        @Nullable Instant since,
        long nextOffset,
        long committedOffset,
        @Nullable Long lagRecords,
        double lagSeconds,
        Accounting counters) {}
