package dev.afterimage.txn.status;

import dev.afterimage.txn.running.AssemblyRun;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;

/** Tells the size of the state and how much of it is to be read back, as metrics. */
@Context
@Requires(beans = AssemblyRun.class)
final class StateMeters {
    private static final Set<String> SIZES = Set.of("total-sst-files-size", "cur-size-all-mem-tables");

    private final AssemblyRun run;

    StateMeters(MeterRegistry registry, AssemblyRun run) {
        this.run = run;
        Gauge.builder("afterimage.txn.state.bytes", this, StateMeters::bytes)
                .description("size of the stores of this instance, on disk and in memory")
                .register(registry);
        Gauge.builder("afterimage.txn.restoring.records", this, meters -> meters.run
                        .restoring()
                        .records())
                .description("records of changelogs that are left to read before tasks go on")
                .register(registry);
    }

    private double bytes() {
        KafkaStreams streams = run.streams();
        return streams == null
                ? 0
                : streams.metrics().values().stream()
                        .filter(metric -> SIZES.contains(metric.metricName().name()))
                        .mapToDouble(metric -> metric.metricValue() instanceof Number number ? number.doubleValue() : 0)
                        .sum();
    }
}
