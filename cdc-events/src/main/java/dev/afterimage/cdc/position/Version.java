package dev.afterimage.cdc.position;

/**
 * The version of a document: epoch, commit position and order within the transaction in one positive 63-bit long.
 *
 * <p>Layout, from the top: 5 bits of epoch, 46 bits of commit position, 12 bits of order. Comparing two values compares epoch first,
 * then commit, then order. The order saturates at {@link #MAX_ORDER}: events beyond it share a version and are told apart by the full
 * order kept in the document. Immutable.
 *
 * @param value 0 to {@link Long#MAX_VALUE}
 */
public record Version(long value) implements Comparable<Version> {
    /** Highest epoch: 31. */
    public static final int MAX_EPOCH = (1 << 5) - 1;
    /** Highest commit position that fits: 2^46 - 1. */
    public static final long MAX_COMMIT = (1L << 46) - 1;
    /** Highest order that is told apart by the version itself: 4095. */
    public static final long MAX_ORDER = (1L << 12) - 1;

    private static final int ORDER_BITS = 12;
    private static final int COMMIT_BITS = 46;

    public Version {
        if (value < 0) {
            throw new IllegalArgumentException("a version is positive, not " + value);
        }
    }

    /**
     * Packs the three parts.
     *
     * @param epoch 0 to {@link #MAX_EPOCH}
     * @param commit 0 to {@link #MAX_COMMIT}, in the source's own unit
     * @param order 0 or more, saturating
     * @throws VersionOverflowException if epoch or commit do not fit
     */
    public static Version of(int epoch, long commit, long order) {
        if (epoch < 0 || epoch > MAX_EPOCH) {
            throw new VersionOverflowException("epoch " + epoch + " is outside 0 to " + MAX_EPOCH);
        }
        if (commit < 0 || commit > MAX_COMMIT) {
            throw new VersionOverflowException("commit position " + commit + " is outside 0 to " + MAX_COMMIT);
        }
        if (order < 0) {
            throw new VersionOverflowException("order " + order + " within a transaction is negative");
        }
        return new Version(
                ((long) epoch << (COMMIT_BITS + ORDER_BITS)) | (commit << ORDER_BITS) | Math.min(order, MAX_ORDER));
    }

    public int epoch() {
        return (int) (value >>> (COMMIT_BITS + ORDER_BITS));
    }

    public long commit() {
        return (value >>> ORDER_BITS) & MAX_COMMIT;
    }

    /** The order within the transaction, {@link #MAX_ORDER} standing for that or more. */
    public long order() {
        return value & MAX_ORDER;
    }

    /** Whether the order has saturated, so that equal versions may belong to different events. */
    public boolean saturated() {
        return order() == MAX_ORDER;
    }

    @Override
    public int compareTo(Version other) {
        return Long.compare(value, other.value);
    }
}
