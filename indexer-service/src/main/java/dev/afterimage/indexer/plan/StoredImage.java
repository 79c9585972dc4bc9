package dev.afterimage.indexer.plan;

/**
 * What is known of an image that is already written, or is about to be: enough to judge whether an event is newer.
 *
 * @param version its version
 * @param commit its commit position in the source's own unit ({@code _cdc.commit}), or -1 if it tells none
 * @param order its full order within its transaction, for ties of saturated versions
 * @param snapshot the position of the full snapshot that it stems from or was judged by ({@code _cdc.snapshot}), or {@link #NO_SNAPSHOT}
 * @param source the source it belongs to
 * @param topic the topic it came from
 * @param partition the partition it came from
 * @param offset the offset it came from
 * @param deleted whether it is a tombstone
 */
public record StoredImage(
        long version,
        long commit,
        long order,
        long snapshot,
        String source,
        String topic,
        int partition,
        long offset,
        boolean deleted) {
    /** No full snapshot is concerned. */
    public static final long NO_SNAPSHOT = -1;
}
