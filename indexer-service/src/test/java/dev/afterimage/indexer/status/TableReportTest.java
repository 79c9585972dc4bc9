package dev.afterimage.indexer.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.deadletter.FailureCategory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableReportTest {
    @Test
    void theWorstPartitionSpeaksForTheTable() {
        var snapshot = Snapshots.of(Snapshots.topic(
                "shop.public.orders",
                Snapshots.flowing(0, 7),
                Snapshots.held(1, FailureCategory.SINK_UNAVAILABLE, "no answer", Snapshots.NOW.minusSeconds(30))));

        TableView table = TableReport.of(snapshot, Map.of("shop.public.orders", 12.34), Snapshots.NOW)
                .getFirst();

        assertThat(table.state()).isEqualTo("held");
        assertThat(table.category()).isEqualTo(FailureCategory.SINK_UNAVAILABLE);
        assertThat(table.remedy()).contains("Elasticsearch");
        assertThat(table.lagRecords()).isEqualTo(30);
        assertThat(table.lagSeconds()).isEqualTo(30);
        assertThat(table.ratePerSecond()).isEqualTo(12.3);
        assertThat(table.counters()).isEqualTo(new Accounting(17, 11, 1, 1, 1, 3));
        assertThat(table.counters().imbalance()).isZero();
    }

    @Test
    void aTableThatWaitsForItsIndexIsHeldThoughItsPartitionsFlow() {
        TopicStatus flowing = Snapshots.topic("shop.public.orders", Snapshots.flowing(0, 7));
        Flow held = new Flow.Held(
                FailureCategory.INDEX_UNAVAILABLE, "it is read-only", Snapshots.NOW, Snapshots.NOW.plusSeconds(5));
        var topic = new TopicStatus(
                flowing.topic(),
                flowing.source(),
                flowing.table(),
                flowing.index(),
                held,
                List.of(),
                null,
                flowing.partitions());

        TableView table =
                TableReport.of(Snapshots.of(topic), Map.of(), Snapshots.NOW).getFirst();

        assertThat(table.state()).isEqualTo("held");
        assertThat(table.lastPosition()).isNull();
    }

    @Test
    void topicsOfOneIndexAreOneTableAndOthersAreNot() {
        TopicStatus first = Snapshots.topic("a.public.orders", Snapshots.flowing(0, 1));
        TopicStatus second = Snapshots.topic("b.public.orders", Snapshots.flowing(0, 2));
        var shared = new TopicStatus(
                second.topic(),
                "b",
                second.table(),
                first.index(),
                second.flow(),
                List.of(),
                second.last(),
                second.partitions());

        assertThat(TableReport.of(Snapshots.of(first, second), Map.of(), Snapshots.NOW))
                .hasSize(2);
        assertThat(TableReport.of(Snapshots.of(first, shared), Map.of(), Snapshots.NOW))
                .singleElement()
                .satisfies(table -> {
                    assertThat(table.topics()).containsExactly("a.public.orders", "b.public.orders");
                    assertThat(table.positions()).hasSize(2);
                });
    }

    @Test
    void anUnknownLagOfOnePartitionIsAnUnknownLagOfTheTable() {
        var unknown = new PartitionStatus(1, Flow.flowing(), Accounting.NONE, -1, -1, null, null);
        var snapshot = Snapshots.of(Snapshots.topic("shop.public.orders", Snapshots.flowing(0, 7), unknown));

        assertThat(TableReport.of(snapshot, Map.of(), Snapshots.NOW).getFirst().lagRecords())
                .isNull();
    }

    @Test
    void everyCategoryHasARemedy() {
        for (FailureCategory category : FailureCategory.values()) {
            assertThat(Remedy.of(category)).endsWith(".");
        }
    }
}
