package dev.afterimage.indexer.document;

/** What a delete leaves in the index. */
public enum DeleteMode {
    /** A tombstone document without any of the row's columns; it is purged after the horizon. */
    HARD,
    /** The row's last document, marked as deleted and hidden from the filtered alias; it stays. */
    SOFT
}
