package dev.afterimage.dlq.status;

import dev.afterimage.dlq.parking.Depth;
import dev.afterimage.dlq.parking.Entries;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Counts open entries now and then, for metrics and advice. Counted by one thread, read by any. */
@Singleton
final class Census {
    private final Entries entries;
    private final MultiGauge depth;
    private volatile List<Depth> latest = List.of();

    Census(Entries entries, MeterRegistry registry, FloodWatch flood) {
        this.entries = entries;
        this.depth = MultiGauge.builder("afterimage.dlq.depth")
                .description("Open dead letters by state and category")
                .register(registry);
        TimeGauge.builder("afterimage.dlq.oldest", this, TimeUnit.SECONDS, Census::oldestSeconds)
                .description("Age of the oldest open dead letter, 0 when there is none")
                .register(registry);
        Gauge.builder("afterimage.dlq.flood", flood, watch -> watch.flood() ? 1 : 0)
                .description("1 while more dead letters come than single records explain")
                .register(registry);
        Gauge.builder("afterimage.dlq.inflow.minute", flood, FloodWatch::lastMinute)
                .description("Dead letters parked within the last minute")
                .register(registry);
    }

    boolean count() {
        List<Depth> counted = entries.depths();
        depth.register(
                counted.stream()
                        .map(one -> MultiGauge.Row.of(
                                Tags.of("state", one.state(), "category", one.category()), one.count()))
                        .toList(),
                true);
        latest = counted;
        return false;
    }

    /** As counted last. */
    List<Depth> latest() {
        return latest;
    }

    private double oldestSeconds() {
        return latest.stream()
                .map(Depth::oldest)
                .min(Instant::compareTo)
                .map(oldest ->
                        Math.max(0, Duration.between(oldest, Instant.now()).toMillis() / 1_000.0))
                .orElse(0.0);
    }
}
