package dev.afterimage.indexer.status;

import java.util.OptionalLong;

/** Asks the index how many documents it holds. */
public interface DocumentCounts {
    /** Documents of an index without tombstones, or empty when it does not tell in time; blocks for a few seconds at most and never throws. */
    OptionalLong of(String index);
}
