package dev.afterimage.indexer.dryrun;

import java.util.List;

/**
 * One thing that may go wrong, with all the places where it was seen taken together.
 *
 * @param subject the topic, partition, table or index
 * @param message what would happen, without values of rows
 * @param remedy what mends it, or empty
 * @param count how often it was seen
 * @param examples the first places where it was, coordinates of records mostly
 */
public record Hazard(
        HazardKind kind, String subject, String message, String remedy, long count, List<String> examples) {
    public Hazard {
        examples = List.copyOf(examples);
    }
}
