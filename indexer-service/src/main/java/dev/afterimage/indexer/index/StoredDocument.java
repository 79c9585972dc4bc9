package dev.afterimage.indexer.index;

import dev.afterimage.indexer.plan.DocumentKey;
import org.jspecify.annotations.Nullable;

/**
 * What stands under one id.
 *
 * @param key which document
 * @param found whether there is one, tombstones included
 * @param version its {@code _version}, -1 if there is none
 * @param position its {@code _cdc}, or null if it has none (nothing found, or not ours)
 * @param source its bytes as they were sent, tombstones and {@code _cdc} included, if asked for
 */
public record StoredDocument(
        DocumentKey key,
        boolean found,
        long version,
        @Nullable StoredPosition position,
        byte @Nullable [] source) {
    /** Whether a row's image is stored, rather than nothing or a tombstone. */
    public boolean live() {
        return found && (position == null || !position.deleted());
    }

    @Override
    public String toString() {
        return "StoredDocument[" + (found ? "version " + version + ", " + position : "nothing") + "]";
    }
}
