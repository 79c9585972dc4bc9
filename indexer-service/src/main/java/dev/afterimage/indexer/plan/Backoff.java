package dev.afterimage.indexer.plan;

import java.util.random.RandomGenerator;

/**
 * Exponential back-off with jitter: the n-th pause is drawn between half and all of {@code first × 2^n}, capped.
 *
 * @param firstMs first pause, milliseconds, 1 or more
 * @param maxMs longest pause, milliseconds
 */
public record Backoff(long firstMs, long maxMs) {
    private static final int MOST_DOUBLINGS = 30;

    /** The pause before attempt {@code attempt}, counted from 0. */
    public long pauseMs(int attempt, RandomGenerator random) {
        int doublings = Math.clamp(attempt, 0, MOST_DOUBLINGS);
        long full = firstMs > maxMs >> doublings ? maxMs : firstMs << doublings;
        return full - random.nextLong(full / 2 + 1);
    }
}
