package dev.afterimage.benchmarks.measure;

import org.HdrHistogram.Histogram;

/** Latencies in microseconds up to ten minutes, to three digits. Thread-safe. */
public final class Latencies {
    private static final long LONGEST_MICROS = 600_000_000L;

    private final Histogram histogram = new Histogram(LONGEST_MICROS, 3);

    public synchronized void record(long nanos) {
        histogram.recordValue(Math.clamp(nanos / 1000, 0, LONGEST_MICROS));
    }

    public synchronized long count() {
        return histogram.getTotalCount();
    }

    /** A percentile in milliseconds; not a number where nothing was recorded. */
    public synchronized double millis(double percentile) {
        return count() == 0 ? Double.NaN : histogram.getValueAtPercentile(percentile) / 1000.0;
    }
}
