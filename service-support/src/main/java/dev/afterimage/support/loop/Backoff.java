package dev.afterimage.support.loop;

import java.util.random.RandomGenerator;

/** The pauses of a loop whose surroundings fail: doubling, jittered, bounded; back to the first after a success. Not thread-safe. */
public final class Backoff {
    private final long firstMs;
    private final long longestMs;
    private final RandomGenerator random;
    private long nextMs;

    /** @param firstMs above 0 */
    public Backoff(long firstMs, long longestMs, RandomGenerator random) {
        this.firstMs = firstMs;
        this.longestMs = longestMs;
        this.random = random;
        this.nextMs = firstMs;
    }

    /** The pause after one more failure, milliseconds, between half and all of its full length. */
    public long failed() {
        long full = nextMs;
        nextMs = Math.min(longestMs, nextMs * 2);
        return full - random.nextLong(full / 2 + 1);
    }

    public void succeeded() {
        nextMs = firstMs;
    }
}
