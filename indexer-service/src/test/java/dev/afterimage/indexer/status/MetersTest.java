package dev.afterimage.indexer.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.deadletter.FailureCategory;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void theMetersOfAPartitionAddUp() {
        PartitionMeters meters = new PartitionMeters(registry);
        meters.refresh(Snapshots.of(Snapshots.topic(
                "shop.public.orders", Snapshots.held(3, FailureCategory.SINK_UNAVAILABLE, "away", Snapshots.NOW))));

        double settled = registry.get("afterimage.indexer.records").functionCounters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
        double held = registry.get("afterimage.indexer.records.held").gauge().value();
        assertThat(registry.get("afterimage.indexer.consumed")
                        .tag("topic", "shop.public.orders")
                        .tag("partition", "3")
                        .functionCounter()
                        .count())
                .isEqualTo(settled + held)
                .isEqualTo(10);
        assertThat(registry.get("afterimage.indexer.accounting.imbalance")
                        .gauge()
                        .value())
                .isZero();
        assertThat(registry.get("afterimage.indexer.partition.state").gauge().value())
                .isEqualTo(1);
        assertThat(registry.get("afterimage.indexer.partitions.blocked")
                        .tag("category", "SINK_UNAVAILABLE")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void theMetersOfAPartitionGoWithItAndComeBack() {
        PartitionMeters meters = new PartitionMeters(registry);
        meters.refresh(Snapshots.of(Snapshots.topic("shop.public.orders", Snapshots.flowing(0, 5))));
        meters.refresh(Snapshots.of());
        assertThat(registry.getMeters().stream().map(Meter::getId).map(Meter.Id::getName))
                .containsOnly("afterimage.indexer.partitions.blocked");
        meters.refresh(Snapshots.of(Snapshots.topic("shop.public.orders", Snapshots.flowing(0, 6))));
        assertThat(registry.get("afterimage.indexer.consumed").functionCounter().count())
                .isEqualTo(6);
    }

    @Test
    void theRateIsThatOfTheLastMinute() {
        Throughput throughput = new Throughput();
        for (int second = 0; second <= 120; second += 5) {
            long settled = second <= 60 ? second * 100L : 6_000 + (second - 60) * 10L;
            throughput.sample(
                    Snapshots.of(Snapshots.topic("shop.public.orders", Snapshots.flowing(0, settled))),
                    Snapshots.NOW.plus(Duration.ofSeconds(second)));
        }
        assertThat(throughput.rates()).containsEntry("shop.public.orders", 10.0);
    }

    @Test
    void latencyIsMeasuredFromTheCommitWhereItIsKnown() {
        EventMeters events = new EventMeters(registry);
        events.indexed(1_000, 1_200, 1_500);
        events.indexed(0, 1_600, 1_500);
        events.conflict(ConflictCause.OLDER);

        assertThat(registry.get("afterimage.indexer.commit.to.indexed").timer().count())
                .isEqualTo(1);
        assertThat(registry.get("afterimage.indexer.kafka.to.indexed").timer().count())
                .isEqualTo(2);
        assertThat(registry.get("afterimage.indexer.conflicts")
                        .tag("cause", "OLDER")
                        .counter()
                        .count())
                .isEqualTo(1);
    }
}
