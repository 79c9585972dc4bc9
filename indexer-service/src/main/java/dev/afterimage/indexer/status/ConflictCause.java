package dev.afterimage.indexer.status;

/** Why the index refused an operation for its version, and what came of it. */
public enum ConflictCause {
    /** The stored image is newer: the event is superseded. */
    OLDER,
    /** The stored image stems from a full snapshot and the event from the transaction after it: judged anew and written. */
    AFTER_SNAPSHOT,
    /** The stored image belongs to another source: parked. */
    FOREIGN_SOURCE,
    /** Nothing tells which of the two is newer: parked. */
    AMBIGUOUS
}
