package dev.afterimage.cdc.position;

/**
 * A MongoDB oplog timestamp.
 *
 * <p>Seconds since 1970 take 32 bits of the commit position; the increment within the second takes its other 14 bits and the 12 bits of
 * the order, so that 67,108,863 operations a second are told apart.
 *
 * @param seconds {@code ts} seconds, 0 to 2^32 - 1
 * @param increment {@code ord} within the second, 0 to 2^26 - 1
 * @param snapshot how the document was read
 */
public record MongoPosition(long seconds, long increment, SnapshotKind snapshot) implements SourcePosition {
    private static final int HIGH_BITS = 14;
    private static final int LOW_BITS = 12;
    private static final long MAX_INCREMENT = (1L << (HIGH_BITS + LOW_BITS)) - 1;

    public MongoPosition {
        if (seconds < 0 || increment < 0) {
            throw new IllegalArgumentException("no such position: " + seconds + " s, increment " + increment);
        }
    }

    @Override
    public long commit() {
        if (increment > MAX_INCREMENT) {
            throw new VersionOverflowException("increment " + increment + " within a second is over " + MAX_INCREMENT);
        }
        return (seconds << HIGH_BITS) | (increment >>> LOW_BITS);
    }

    @Override
    public long event() {
        return increment;
    }

    @Override
    public long order() {
        return increment & ((1L << LOW_BITS) - 1);
    }

    @Override
    public Version version(int epoch) {
        return Version.of(epoch, commit(), order());
    }
}
