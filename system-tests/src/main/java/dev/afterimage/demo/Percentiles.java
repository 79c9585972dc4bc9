package dev.afterimage.demo;

import java.util.ArrayList;
import java.util.List;

/** Durations, told as percentiles. Thread-safe. */
final class Percentiles {
    private final List<Long> nanos = new ArrayList<>();

    synchronized void add(long duration) {
        nanos.add(duration);
    }

    synchronized int count() {
        return nanos.size();
    }

    /** The smallest duration that the share of all does not exceed, in milliseconds. */
    synchronized long millis(double share) {
        List<Long> sorted = nanos.stream().sorted().toList();
        int at = (int) Math.ceil(share * sorted.size()) - 1;
        return sorted.get(Math.max(0, at)) / 1_000_000;
    }

    @Override
    public String toString() {
        return count() == 0
                ? "not measured"
                : String.format(
                        "p50 %d ms, p95 %d ms, p99 %d ms (%d probes)",
                        millis(0.5), millis(0.95), millis(0.99), count());
    }
}
