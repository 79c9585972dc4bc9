package dev.afterimage.reconciler.index;

import dev.afterimage.cdc.checksum.Checksum;
import org.jspecify.annotations.Nullable;

/**
 * A document as a search gives it.
 *
 * @param id its id
 * @param version Elasticsearch's version of it
 * @param given the version that the pipeline gave it, or null if it holds none
 * @param sum the checksum that it carries, or null if it carries none
 * @param deleted whether it is a tombstone, which readers do not see
 * @param source its bytes as stored, or null if they were not asked for
 */
public record StoredDocument(
        String id,
        long version,
        @Nullable Long given,
        @Nullable Checksum sum,
        boolean deleted,
        byte @Nullable [] source) {
    /** Whether its version is the one that the pipeline gave it: nobody else has written it since. */
    public boolean untouched() {
        return given != null && given == version;
    }
}
