package dev.afterimage.indexer.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.support.vital.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VitalsTest {
    private static final Instant NOW = Snapshots.NOW;
    private static final StatusSettings SETTINGS = new StatusSettings(
            Duration.ofSeconds(60),
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            Duration.ofSeconds(120),
            Duration.ofSeconds(60));

    @Test
    void aLoopThatDoesNotComeRoundIsDead() {
        PipelineSnapshot snapshot = Snapshots.of(NOW.minusSeconds(61));
        assertThat(ailing(new LoopVital(() -> snapshot, SETTINGS).conditions(snapshot, NOW)))
                .containsExactly("worker", "poll loop tables");
        assertThat(ailing(new LoopVital(() -> snapshot, SETTINGS).conditions(snapshot, NOW.minusSeconds(2))))
                .isEmpty();
    }

    @Test
    void aHiccupLeavesReadinessAndAHoldTakesIt() {
        PipelineSnapshot snapshot = Snapshots.of(Snapshots.topic(
                "shop.public.orders", Snapshots.held(0, FailureCategory.SINK_THROTTLED, "429", NOW.minusSeconds(4))));
        FlowVital vital = new FlowVital(() -> snapshot, new ProgressWatch(), SETTINGS);

        assertThat(ailing(vital.conditions(snapshot, Map.of(), NOW))).isEmpty();
        assertThat(ailing(vital.conditions(snapshot, Map.of(), NOW.plusSeconds(2))))
                .containsExactly("flow SINK_THROTTLED");
    }

    @Test
    void aStopTakesReadinessAtOnce() {
        var stopped = new PartitionStatus(
                0, new Flow.Stopped(FailureCategory.POSITION_FELL, "fell", NOW), Accounting.NONE, 0, 0, 1L, NOW);
        PipelineSnapshot snapshot = Snapshots.of(Snapshots.topic("shop.public.orders", stopped));
        FlowVital vital = new FlowVital(() -> snapshot, new ProgressWatch(), SETTINGS);

        assertThat(vital.conditions(snapshot, Map.of(), NOW)).singleElement().satisfies(condition -> {
            assertThat(condition).isInstanceOf(Condition.Ailing.class);
            assertThat(((Condition.Ailing) condition).remedy()).contains("epoch");
        });
    }

    @Test
    void recordsThatWaitWithoutAnySettledAreAStandstill() {
        PipelineSnapshot snapshot =
                Snapshots.of(Snapshots.topic("shop.public.orders", Snapshots.waiting(0, 7, NOW.minusSeconds(1))));
        ProgressWatch progress = new ProgressWatch();
        progress.look(snapshot, NOW);
        progress.look(snapshot, NOW.plusSeconds(121));
        FlowVital vital = new FlowVital(() -> snapshot, progress, SETTINGS);
        assertThat(ailing(vital.conditions(snapshot, progress.still(), NOW))).containsExactly("progress");

        PipelineSnapshot moved =
                Snapshots.of(Snapshots.topic("shop.public.orders", Snapshots.waiting(0, 8, NOW.minusSeconds(1))));
        progress.look(moved, NOW.plusSeconds(122));
        assertThat(ailing(vital.conditions(moved, progress.still(), NOW))).isEmpty();
    }

    @Test
    void aSilentBrokerTakesReadiness() {
        for (var silence : new Duration[] {null, Duration.ofSeconds(16)}) {
            var snapshot = new PipelineSnapshot(NOW, List.of(), List.of(Snapshots.loop(NOW, silence)));
            assertThat(ailing(new BrokerVital(() -> snapshot, SETTINGS).conditions()))
                    .hasSize(1);
        }
        PipelineSnapshot snapshot = Snapshots.of();
        assertThat(ailing(new BrokerVital(() -> snapshot, SETTINGS).conditions()))
                .isEmpty();
    }

    @Test
    void lagParkedRecordsAndUnbalancedBooksAskForAPerson() {
        var partition = new PartitionStatus(
                0, Flow.flowing(), new Accounting(10, 4, 0, 0, 2, 3), 10, 7, 3L, NOW.minusSeconds(61));
        PipelineSnapshot snapshot = Snapshots.of(Snapshots.topic("shop.public.orders", partition));

        assertThat(ailing(new AdviceVital(() -> snapshot, SETTINGS).conditions(snapshot, NOW)))
                .containsExactly(
                        "lag of shop.public.orders", "parked of shop.public.orders", "books of shop.public.orders");
    }

    private static List<String> ailing(List<Condition> conditions) {
        return conditions.stream()
                .filter(condition -> condition instanceof Condition.Ailing)
                .map(Condition::name)
                .toList();
    }
}
