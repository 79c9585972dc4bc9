package dev.afterimage.indexer.dryrun;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A topic as it is found.
 *
 * @param partitions one for each partition
 * @param cleanup {@code cleanup.policy}, or null if it may not be read
 * @param retentionMs {@code retention.ms}, -1 for ever, or null if it may not be read
 */
public record TopicFacts(
        String topic,
        List<Span> partitions,
        @Nullable String cleanup,
        @Nullable Long retentionMs) {
    /**
     * What a partition holds.
     *
     * @param begin offset of its first record
     * @param end offset after its last one
     */
    public record Span(int partition, long begin, long end) {}

    public TopicFacts {
        partitions = List.copyOf(partitions);
    }
}
