package dev.afterimage.txn.assembly;

/** How a piece stands to a transaction of the same key. */
public enum Relation {
    /** It belongs to it. */
    SAME,
    /** It belongs to an earlier transaction that had the same number. */
    OLDER,
    /** It belongs to a later one: the number was given again. */
    NEWER
}
