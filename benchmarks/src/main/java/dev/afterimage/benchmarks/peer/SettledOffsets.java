package dev.afterimage.benchmarks.peer;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Tells how far each partition may be committed: up to the first record that is not settled. Thread-safe. */
final class SettledOffsets {
    private static final class Partition {
        private final ArrayDeque<Long> open = new ArrayDeque<>();
        private final Set<Long> done = new HashSet<>();
        private long next = -1;
        private long told = -1;
    }

    private final Map<TopicPartition, Partition> partitions = new HashMap<>();

    synchronized void received(TopicPartition partition, long offset) {
        partitions.computeIfAbsent(partition, made -> new Partition()).open.addLast(offset);
    }

    synchronized void settled(TopicPartition partition, long offset) {
        Partition at = partitions.get(partition);
        if (at == null) {
            return;
        }
        at.done.add(offset);
        while (!at.open.isEmpty() && at.done.remove(at.open.peekFirst())) {
            at.next = at.open.removeFirst() + 1;
        }
    }

    /** What can be committed and was not told before. */
    synchronized Map<TopicPartition, OffsetAndMetadata> committable() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        partitions.forEach((partition, at) -> {
            if (at.next > at.told) {
                at.told = at.next;
                offsets.put(partition, new OffsetAndMetadata(at.next));
            }
        });
        return offsets;
    }
}
