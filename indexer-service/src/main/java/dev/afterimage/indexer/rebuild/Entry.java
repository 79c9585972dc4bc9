package dev.afterimage.indexer.rebuild;

import org.jspecify.annotations.Nullable;

/**
 * A document as far as two generations are compared by it.
 *
 * @param version its {@code _version}
 * @param deleted whether it is a tombstone
 * @param sumA first piece of its checksum, -1 without one
 * @param sumB second piece
 * @param topic where it came from, empty where it does not tell
 */
public record Entry(
        String id,
        @Nullable String routing,
        long version,
        boolean deleted,
        long sumA,
        long sumB,
        String topic,
        int partition,
        long offset) {
    boolean sameContent(Entry other) {
        return deleted == other.deleted && sumA == other.sumA && sumB == other.sumB;
    }
}
