package dev.afterimage.indexer.plan;

import java.util.random.RandomGenerator;

/**
 * Exponential back-off with full jitter: the n-th pause is drawn between half and all of {@code first × 2^n}, capped.
 *
 * @param firstMs first pause, milliseconds, 1 or more
 * @param maxMs longest pause, milliseconds
 */
public record Backoff(long firstMs, long maxMs) {
    /** The pause before attempt {@code attempt}, counted from 0. */
    public long pauseMs(int attempt, RandomGenerator random) {
        long full = Math.min(maxMs, firstMs << Math.clamp(attempt, 0, 30));
        return full / 2 + random.nextLong(full / 2 + 1);
    }
}
