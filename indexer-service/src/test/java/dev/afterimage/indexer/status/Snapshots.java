package dev.afterimage.indexer.status;

import dev.afterimage.cdc.deadletter.FailureCategory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Snapshots for tests. */
final class Snapshots {
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private Snapshots() {}

    static PipelineSnapshot of(TopicStatus... topics) {
        return of(NOW, topics);
    }

    static PipelineSnapshot of(Instant at, TopicStatus... topics) {
        return new PipelineSnapshot(at, List.of(topics), List.of(loop(at, Duration.ofSeconds(1))));
    }

    static PollLoop loop(Instant beat, @Nullable Duration silence) {
        return new PollLoop("tables", beat, 2, silence);
    }

    static TopicStatus topic(String topic, PartitionStatus... partitions) {
        return new TopicStatus(
                topic,
                topic.substring(0, topic.indexOf('.')),
                topic.substring(topic.indexOf('.') + 1),
                topic,
                Flow.flowing(),
                List.of(),
                new LastCommit(topic.substring(0, topic.indexOf('.')), 4711, NOW.minusSeconds(1)),
                List.of(partitions));
    }

    static PartitionStatus flowing(int partition, long settled) {
        return new PartitionStatus(
                partition, Flow.flowing(), new Accounting(settled, settled, 0, 0, 0, 0), settled, settled, 0L, null);
    }

    static PartitionStatus waiting(int partition, long settled, Instant since) {
        return new PartitionStatus(
                partition,
                Flow.flowing(),
                new Accounting(settled + 3, settled, 0, 0, 0, 3),
                settled + 3,
                settled,
                5L,
                since);
    }

    static PartitionStatus held(int partition, FailureCategory category, String reason, Instant since) {
        return new PartitionStatus(
                partition,
                new Flow.Held(category, reason, since, since.plusSeconds(60)),
                new Accounting(10, 4, 1, 1, 1, 3),
                10,
                7,
                30L,
                since);
    }
}
