package dev.afterimage.benchmarks.gateway;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Answers a share of all items with 429, at random. */
public final class Throttling implements BulkRule {
    private final double share;
    private final AtomicLong refused = new AtomicLong();

    public Throttling(double share) {
        this.share = share;
    }

    @Override
    public boolean refuses() {
        boolean now = ThreadLocalRandom.current().nextDouble() < share;
        if (now) {
            refused.incrementAndGet();
        }
        return now;
    }

    /** Items refused so far. */
    public long refused() {
        return refused.get();
    }
}
