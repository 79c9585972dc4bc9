package dev.afterimage.cdc.position;

/** Whether a row was streamed from the log or read by a snapshot, and by which kind. */
public enum SnapshotKind {
    /** Streamed from the log. */
    NONE,
    /** Read by an initial (full) snapshot: its position is the boundary of FACTS §1.5. */
    FULL,
    /** Read by an ad-hoc incremental snapshot: its position is the last commit seen. */
    INCREMENTAL,
    /** Read by an ad-hoc blocking snapshot: its position is the last commit seen too. */
    BLOCKING
}
