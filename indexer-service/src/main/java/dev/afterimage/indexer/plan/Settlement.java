package dev.afterimage.indexer.plan;

/** How a consumed record ended; together with those still open they add up to all that were consumed. */
public enum Settlement {
    /** Written to the index. */
    APPLIED,
    /** The index holds, or got in the same write, something newer. */
    SUPERSEDED,
    /** No change of an indexed row: tombstones, messages, heartbeats, filtered tables. */
    FILTERED,
    /** Kept whole among the dead letters. */
    PARKED
}
