package dev.afterimage.benchmarks.data;

import dev.afterimage.cdc.position.Version;

/**
 * Where the events stand in the source's log: transactions of four events each, at regular distances.
 *
 * <p>So an event's number gives its position, and the version of an acknowledged document gives its event's number.
 */
public final class Positions {
    static final int EVENTS_PER_TRANSACTION = 4;
    private static final long FIRST = 1L << 30;
    private static final long STEP = 8192;
    private static final int ALIGNMENT_BITS = 3;

    private Positions() {}

    /** The first element of {@code source.sequence}. */
    public static long lastCommit(int event) {
        return FIRST + event / EVENTS_PER_TRANSACTION * STEP;
    }

    /** The event's own LSN. */
    public static long lsn(int event) {
        return lastCommit(event) + order(event) * 512;
    }

    /** {@code transaction.total_order}, from 1. */
    public static long order(int event) {
        return event % EVENTS_PER_TRANSACTION + 1L;
    }

    /** The number of the event's transaction at the source. */
    public static long transaction(int event) {
        return 1000 + event / EVENTS_PER_TRANSACTION;
    }

    /** The version that an event's document is written with. */
    public static long version(int event) {
        return Version.of(0, lastCommit(event) >>> ALIGNMENT_BITS, order(event)).value();
    }

    /** The number of the event that a version belongs to. */
    public static int event(long version) {
        Version of = new Version(version);
        return (int) (((of.commit() << ALIGNMENT_BITS) - FIRST) / STEP) * EVENTS_PER_TRANSACTION + (int) of.order() - 1;
    }
}
