package dev.afterimage.benchmarks.measure;

import java.util.concurrent.locks.LockSupport;

/**
 * An open loop: each thing has its time by the clock, whether the one before it is done or not.
 *
 * @param from when the first is due, by {@link System#nanoTime()}
 * @param perSecond how many are due a second
 */
public record Pace(long from, double perSecond) {
    private static final long TICK = 1_000_000;

    /** When the thing with this number is due. */
    public long due(long number) {
        return from + (long) (number * 1e9 / perSecond);
    }

    /** Waits until a moment, or up to a millisecond longer, so that a fast pace is not as many wake-ups. */
    public static void until(long moment) {
        for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            LockSupport.parkNanos(Math.max(left, TICK));
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted");
            }
        }
    }
}
