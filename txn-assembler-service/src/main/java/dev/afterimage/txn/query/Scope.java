package dev.afterimage.txn.query;

/** Whom a question is put to. */
public enum Scope {
    /** All instances. */
    ALL,
    /** Only the one that was asked, as instances ask each other. */
    LOCAL
}
