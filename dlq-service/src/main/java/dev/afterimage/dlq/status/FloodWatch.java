package dev.afterimage.dlq.status;

import dev.afterimage.dlq.config.DlqProperties;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.LongSupplier;

/** Counts what came in the last minute; above the limit something larger is wrong than single records. Thread-safe. */
@Singleton
final class FloodWatch {
    private static final int SECONDS = 60;

    private final int limit;
    private final LongSupplier nanos;
    private final long[] counts = new long[SECONDS];
    private final long[] seconds = new long[SECONDS];

    @Inject
    FloodWatch(DlqProperties properties) {
        this(properties.floodPerMinute(), System::nanoTime);
    }

    FloodWatch(int limit, LongSupplier nanos) {
        this.limit = limit;
        this.nanos = nanos;
    }

    synchronized void came(int records) {
        long second = second();
        int slot = Math.floorMod(second, SECONDS);
        if (seconds[slot] != second) {
            seconds[slot] = second;
            counts[slot] = 0;
        }
        counts[slot] += records;
    }

    /** Records that came in the last minute. */
    synchronized long lastMinute() {
        long now = second();
        long sum = 0;
        for (int slot = 0; slot < SECONDS; slot++) {
            if (now - seconds[slot] < SECONDS) {
                sum += counts[slot];
            }
        }
        return sum;
    }

    boolean flood() {
        return lastMinute() >= limit;
    }

    int limit() {
        return limit;
    }

    private long second() {
        return nanos.getAsLong() / 1_000_000_000;
    }
}
