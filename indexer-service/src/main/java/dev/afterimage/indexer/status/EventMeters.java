package dev.afterimage.indexer.status;

import dev.afterimage.cdc.deadletter.FailureCategory;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micronaut.context.annotation.Context;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The pipeline's events as meters; all exist from the start, so that a rate of 0 is a value and not a gap. */
@Context
final class EventMeters implements PipelineEvents {
    private static final Duration[] LATENCIES = {
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(150),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofHours(1)
    };

    private final Timer commitToIndexed;
    private final Timer kafkaToIndexed;
    private final Timer bulk;
    private final DistributionSummary operations;
    private final DistributionSummary bytes;
    private final Map<ConflictCause, Counter> conflicts = new EnumMap<>(ConflictCause.class);
    private final Map<FailureCategory, Counter> retries = new EnumMap<>(FailureCategory.class);
    private final Map<FailureCategory, Counter> parked = new EnumMap<>(FailureCategory.class);

    EventMeters(MeterRegistry registry) {
        commitToIndexed = timer(
                registry,
                "afterimage.indexer.commit.to.indexed",
                "From the source's commit to the index's acknowledgement");
        kafkaToIndexed = timer(
                registry,
                "afterimage.indexer.kafka.to.indexed",
                "From the record's timestamp to the index's acknowledgement");
        bulk = timer(registry, "afterimage.indexer.bulk.duration", "How long bulk requests take");
        operations = DistributionSummary.builder("afterimage.indexer.bulk.operations")
                .description("Operations in a bulk request")
                .serviceLevelObjectives(1, 10, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
                .register(registry);
        bytes = DistributionSummary.builder("afterimage.indexer.bulk.size")
                .description("Size of a bulk request's body")
                .baseUnit("bytes")
                .serviceLevelObjectives(1_000, 10_000, 100_000, 500_000, 1_000_000, 2_500_000, 5_000_000, 20_000_000)
                .register(registry);
        for (ConflictCause cause : ConflictCause.values()) {
            conflicts.put(
                    cause,
                    Counter.builder("afterimage.indexer.conflicts")
                            .description("Operations that the index refused for their version, by what came of it")
                            .tag("cause", cause.name())
                            .register(registry));
        }
        for (FailureCategory category : FailureCategory.values()) {
            retries.put(
                    category,
                    counter(registry, "afterimage.indexer.retries", "Requests tried again, by why", category));
            parked.put(category, counter(registry, "afterimage.indexer.parked", "Records parked, by why", category));
        }
    }

    @Override
    public void indexed(long committedAt, long timestamp, long now) {
        if (committedAt > 0) {
            commitToIndexed.record(Math.max(0, now - committedAt), TimeUnit.MILLISECONDS);
        }
        kafkaToIndexed.record(Math.max(0, now - timestamp), TimeUnit.MILLISECONDS);
    }

    @Override
    public void bulk(int count, long size, long nanos) {
        operations.record(count);
        bytes.record((double) size);
        bulk.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void conflict(ConflictCause cause) {
        increment(conflicts.get(cause));
    }

    @Override
    public void retried(FailureCategory category) {
        increment(retries.get(category));
    }

    @Override
    public void parked(FailureCategory category) {
        increment(parked.get(category));
    }

    private static void increment(@Nullable Counter counter) {
        if (counter != null) {
            counter.increment();
        }
    }

    private static Counter counter(MeterRegistry registry, String name, String description, FailureCategory category) {
        return Counter.builder(name)
                .description(description)
                .tag("category", category.name())
                .register(registry);
    }

    private static Timer timer(MeterRegistry registry, String name, String description) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(LATENCIES)
                .register(registry);
    }
}
