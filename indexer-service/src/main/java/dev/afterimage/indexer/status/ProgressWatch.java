package dev.afterimage.indexer.status;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Knows since when a flowing partition has waiting records and settles none. Fed by one thread, read by any. */
@Singleton
final class ProgressWatch {
    private record Mark(long settled, Instant since) {}

    private Map<String, Mark> marks = new HashMap<>();
    private volatile Map<String, Duration> still = Map.of();

    /** Partition ({@code topic-number}) to how long it has stood still with records waiting. */
    Map<String, Duration> still() {
        return still;
    }

    void look(PipelineSnapshot snapshot, Instant now) {
        Map<String, Mark> next = new HashMap<>();
        Map<String, Duration> standing = new HashMap<>();
        for (TopicStatus topic : snapshot.topics()) {
            for (PartitionStatus partition : topic.partitions()) {
                String key = topic.topic() + "-" + partition.partition();
                long settled = partition.accounting().settled();
                Mark before = marks.get(key);
                boolean idle = partition.lagRecords() == null || partition.lagRecords() == 0;
                boolean blocked = !(partition.flow() instanceof Flow.Flowing && topic.flow() instanceof Flow.Flowing);
                Mark mark = before == null || idle || blocked || before.settled() != settled
                        ? new Mark(settled, now)
                        : before;
                next.put(key, mark);
                Duration standstill = Duration.between(mark.since(), now);
                if (standstill.isPositive()) {
                    standing.put(key, standstill);
                }
            }
        }
        marks = next;
        still = Map.copyOf(standing);
    }
}
