package dev.afterimage.indexer.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One topic, which is one table of one source, or the redrive topic.
 *
 * @param topic the topic's name
 * @param source the source (topic prefix) it comes from; empty for the redrive topic
 * @param table the table as {@code schema.table}
 * @param index the index that its rows go to, or empty before the first record
 * @param flow whether the table as a whole is worked on; a table that waits for its index is held with all its partitions flowing
 * @param diagnoses what is wrong with its mapping or schema, each a sentence that ends in what mends it, without values of rows
 * @param last the last event worked on, or null before the first
 * @param partitions those that this instance has
 */
public record TopicStatus(
        String topic,
        String source,
        String table,
        String index,
        Flow flow,
        List<String> diagnoses,
        @Nullable LastCommit last,
        List<PartitionStatus> partitions) {
    public TopicStatus {
        diagnoses = List.copyOf(diagnoses);
        partitions = List.copyOf(partitions);
    }
}
