package dev.afterimage.txn.topology;

/**
 * In which order whole transactions leave.
 *
 * @param byCommit whether those of a source leave strictly in the order of their commits, through one partition; else as they become whole
 * @param settleMs how long one waits whose predecessor is not known, milliseconds
 * @param holdMs how long a stuck one may hold the others, milliseconds
 */
public record Ordering(boolean byCommit, long settleMs, long holdMs) {
    /** As they become whole. */
    public static final Ordering AS_COMPLETED = new Ordering(false, 0, 0);
}
