package dev.afterimage.indexer.status;

import dev.afterimage.cdc.deadletter.FailureCategory;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * The accounting identity, lag and state of every partition as meters: consumed = the sum of records by outcome + held.
 *
 * <p>Meters of a partition come and go with its assignment. Refreshed by one thread, scraped by any.
 */
@Singleton
final class PartitionMeters {
    private record Key(String topic, int partition) {}

    private final MeterRegistry registry;
    private final Map<Key, List<Meter>> registered = new HashMap<>();
    private volatile Map<Key, PartitionStatus> latest = Map.of();
    private volatile Map<FailureCategory, Integer> blocked = Map.of();

    PartitionMeters(MeterRegistry registry) {
        this.registry = registry;
        for (FailureCategory category : FailureCategory.values()) {
            Gauge.builder(
                            "afterimage.indexer.partitions.blocked",
                            this,
                            meters -> meters.blocked.getOrDefault(category, 0))
                    .description("Partitions that are held or stopped, by why")
                    .tag("category", category.name())
                    .register(registry);
        }
    }

    void refresh(PipelineSnapshot snapshot) {
        Map<Key, PartitionStatus> next = new HashMap<>();
        Map<FailureCategory, Integer> troubled = new HashMap<>();
        for (TopicStatus topic : snapshot.topics()) {
            for (PartitionStatus partition : topic.partitions()) {
                next.put(new Key(topic.topic(), partition.partition()), partition);
                FailureCategory category =
                        FlowView.of(topic.flow().worse(partition.flow())).category();
                if (category != null) {
                    troubled.merge(category, 1, Integer::sum);
                }
            }
        }
        latest = Map.copyOf(next);
        blocked = Map.copyOf(troubled);
        registered.entrySet().removeIf(entry -> {
            boolean gone = !next.containsKey(entry.getKey());
            if (gone) {
                entry.getValue().forEach(registry::remove);
            }
            return gone;
        });
        next.keySet().forEach(key -> registered.computeIfAbsent(key, this::register));
    }

    private List<Meter> register(Key key) {
        Tags tags = Tags.of("topic", key.topic(), "partition", Integer.toString(key.partition()));
        List<Meter> meters = new ArrayList<>();
        meters.add(counter("afterimage.indexer.consumed", "Records consumed", tags, key, Accounting::consumed));
        meters.add(outcome(tags, key, "applied", Accounting::applied));
        meters.add(outcome(tags, key, "superseded", Accounting::superseded));
        meters.add(outcome(tags, key, "filtered", Accounting::filtered));
        meters.add(outcome(tags, key, "parked", Accounting::parked));
        meters.add(gauge(
                "afterimage.indexer.records.held",
                "Records consumed and not settled",
                tags,
                key,
                status -> status.accounting().held()));
        meters.add(gauge(
                "afterimage.indexer.accounting.imbalance",
                "Records whose fate is unknown: anything but 0 is a fault",
                tags,
                key,
                status -> status.accounting().imbalance()));
        meters.add(gauge(
                "afterimage.indexer.lag.records",
                "Records in the topic that are not settled",
                tags,
                key,
                status -> status.lagRecords() == null ? Double.NaN : status.lagRecords()));
        meters.add(gauge(
                "afterimage.indexer.partition.state",
                "0 flowing, 1 held, 2 stopped",
                tags,
                key,
                status -> switch (status.flow()) {
                    case Flow.Flowing flowing -> 0;
                    case Flow.Held held -> 1;
                    case Flow.Stopped stopped -> 2;
                }));
        meters.add(TimeGauge.builder(
                        "afterimage.indexer.lag",
                        this,
                        TimeUnit.SECONDS,
                        all -> all.value(key, status -> TableReport.lagSeconds(status, Instant.now())))
                .description("Age of the oldest record that is not settled")
                .tags(tags)
                .register(registry));
        return meters;
    }

    private Meter outcome(Tags tags, Key key, String outcome, ToDoubleFunction<Accounting> count) {
        return counter(
                "afterimage.indexer.records", "Records settled, by outcome", tags.and("outcome", outcome), key, count);
    }

    private Meter counter(String name, String description, Tags tags, Key key, ToDoubleFunction<Accounting> count) {
        return FunctionCounter.builder(
                        name, this, all -> all.value(key, status -> count.applyAsDouble(status.accounting())))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private Meter gauge(String name, String description, Tags tags, Key key, ToDoubleFunction<PartitionStatus> read) {
        return Gauge.builder(name, this, all -> all.value(key, read))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private double value(Key key, ToDoubleFunction<PartitionStatus> read) {
        PartitionStatus status = latest.get(key);
        return status == null ? Double.NaN : read.applyAsDouble(status);
    }
}
