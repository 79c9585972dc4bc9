package dev.afterimage.indexer.document;

/** What stands in a document in place of a value that must not be there. */
public enum Mask {
    /** JSON null. */
    NULL,
    /** The string {@code ***}, for any value but null. */
    REDACT,
    /** HMAC-SHA-256 of the value's JSON in hexadecimal, equal for equal values, for any value but null. */
    HASH
}
