package dev.afterimage.indexer.index;

/**
 * The {@code _cdc} object of a stored document, as far as decisions need it.
 *
 * @param version the version it was written with
 * @param epoch the epoch of its source
 * @param commit its commit position, in the source's unit
 * @param order the full order within its transaction
 * @param txn its transaction as delivered, empty if none
 * @param snapshot the position of the full snapshot that it comes from or is judged after, -1 if none
 * @param source the source's name
 * @param topic original coordinates
 * @param partition original coordinates
 * @param offset original coordinates
 * @param deleted whether this is a tombstone
 * @param ts when the source committed it, milliseconds since 1970
 */
public record StoredPosition(
        long version,
        int epoch,
        long commit,
        long order,
        String txn,
        long snapshot,
        String source,
        String topic,
        int partition,
        long offset,
        boolean deleted,
        long ts) {}
