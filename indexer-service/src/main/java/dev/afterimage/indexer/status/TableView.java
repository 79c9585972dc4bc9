package dev.afterimage.indexer.status;

import dev.afterimage.cdc.deadletter.FailureCategory;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as the API tells it.
 *
 * @param table the table as {@code schema.table}
 * @param topics the topics that feed it, one for each source
 * @param index the index that its rows go to
 * @param documents documents in the index without tombstones, or null while the index does not tell
 * @param state {@code flowing}, {@code held} or {@code stopped}
 * @param category why it does not flow, or null when it flows
 * @param reason the same in words
 * @param remedy what mends it
 * @param since since when
 * @param lastPosition the newest commit that was worked on, or null before the first
 * @param positions the same for each source
 * @param lagRecords records that wait, or null while unknown
 * @param lagSeconds age of the oldest of them, 0 when none waits
 * @param ratePerSecond records settled a second, over the last minute
 * @param counters what became of the records since this instance has their partitions
 * @param diagnoses what is wrong with schema or mapping, and what mends it
 * @param partitions the partitions that this instance has
 */
@Serdeable
record TableView(
        String table,
        List<String> topics,
        String index,
        @Nullable Long documents,
        String state,
        @Nullable FailureCategory category,
        @Nullable String reason,
        @Nullable String remedy,
        @Nullable Instant since,
        @Nullable LastCommit lastPosition,
        List<LastCommit> positions,
        @Nullable Long lagRecords,
        double lagSeconds,
        double ratePerSecond,
        Accounting counters,
        List<String> diagnoses,
        List<PartitionView> partitions) {
    TableView withDocuments(@Nullable Long counted) {
        return new TableView(
                table,
                topics,
                index,
                counted,
                state,
                category,
                reason,
                remedy,
                since,
                lastPosition,
                positions,
                lagRecords,
                lagSeconds,
                ratePerSecond,
                counters,
                diagnoses,
                partitions);
    }

    boolean flowing() {
        return category == null;
    }
}
