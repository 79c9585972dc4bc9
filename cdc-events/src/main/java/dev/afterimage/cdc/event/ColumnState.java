package dev.afterimage.cdc.event;

/** What an image knows of one column. */
public enum ColumnState {
    /** The value is there. */
    VALUE,
    /** The value is SQL NULL. */
    NULL,
    /** The column exists and its value was not sent (an unchanged TOASTed column). */
    UNAVAILABLE,
    /** The image says nothing of the column. */
    ABSENT
}
