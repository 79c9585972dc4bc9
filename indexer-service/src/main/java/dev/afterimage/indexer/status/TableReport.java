package dev.afterimage.indexer.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the tables' report from a snapshot: topics that feed one table and index become one entry. Pure. */
final class TableReport {
    private TableReport() {}

    /**
     * The report, by table and index.
     *
     * @param rates records settled a second, by topic
     */
    static List<TableView> of(PipelineSnapshot snapshot, Map<String, Double> rates, Instant now) {
        Map<String, List<TopicStatus>> tables = new TreeMap<>();
        for (TopicStatus topic : snapshot.topics()) {
            if (topic.source().isEmpty()) {
                continue; // the redrive topic: no table of a source, and each of its records belongs to one
            }
            tables.computeIfAbsent(topic.table() + "\n" + topic.index(), key -> new ArrayList<>())
                    .add(topic);
        }
        return tables.values().stream().map(topics -> table(topics, rates, now)).toList();
    }

    private static TableView table(List<TopicStatus> topics, Map<String, Double> rates, Instant now) {
        Flow flow = Flow.flowing();
        Accounting counters = Accounting.NONE;
        List<LastCommit> positions = new ArrayList<>();
        List<PartitionView> partitions = new ArrayList<>();
        Set<String> diagnoses = new LinkedHashSet<>();
        double rate = 0;
        for (TopicStatus topic : topics) {
            flow = flow.worse(topic.flow());
            for (PartitionStatus partition : topic.partitions()) {
                flow = flow.worse(partition.flow());
                counters = counters.plus(partition.accounting());
                partitions.add(partition(topic.topic(), partition, now));
            }
            if (topic.last() != null) {
                positions.add(topic.last());
            }
            diagnoses.addAll(topic.diagnoses());
            rate += rates.getOrDefault(topic.topic(), 0.0);
        }
        FlowView told = FlowView.of(flow);
        return new TableView(
                topics.getFirst().table(),
                topics.stream().map(TopicStatus::topic).sorted().toList(),
                topics.getFirst().index(),
                null,
                told.state(),
                told.category(),
                told.reason(),
                told.remedy(),
                told.since(),
                positions.stream()
                        .max(Comparator.comparing(LastCommit::committedAt))
                        .orElse(null),
                List.copyOf(positions),
                lagRecords(partitions),
                partitions.stream().mapToDouble(PartitionView::lagSeconds).max().orElse(0),
                Math.round(rate * 10) / 10.0,
                counters,
                List.copyOf(diagnoses),
                List.copyOf(partitions));
    }

    private static PartitionView partition(String topic, PartitionStatus status, Instant now) {
        FlowView told = FlowView.of(status.flow());
        return new PartitionView(
                topic,
                status.partition(),
                told.state(),
                told.category(),
                told.reason(),
                told.since(),
                status.nextOffset(),
                status.committed(),
                status.lagRecords(),
                lagSeconds(status, now),
                status.accounting());
    }

    /** The lag in seconds, never below 0 even where clocks differ. */
    static double lagSeconds(PartitionStatus status, Instant now) {
        if (status.behindSince() == null) {
            return 0;
        }
        return Math.max(0, Duration.between(status.behindSince(), now).toMillis()) / 1000.0;
    }

    /** The sum, unknown as soon as one part is. */
    private static @Nullable Long lagRecords(List<PartitionView> partitions) {
        if (partitions.stream().anyMatch(partition -> partition.lagRecords() == null)) {
            return null;
        }
        return partitions.stream()
                .map(PartitionView::lagRecords)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
    }
}
