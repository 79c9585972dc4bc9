package dev.afterimage.indexer.intake;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The ends of the partitions and the offsets committed, as the consumer knows them; measured on its thread, read by others. */
final class Lag {
    private static final long EVERY_MS = 500;

    private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> committed = new ConcurrentHashMap<>();
    private final LongSupplier clock;
    private long lastMs;

    Lag(LongSupplier clock) {
        this.clock = clock;
    }

    void measure(Consumer<?, ?> consumer, Set<TopicPartition> assigned) {
        long now = clock.getAsLong();
        if (now - lastMs < EVERY_MS) {
            return;
        }
        lastMs = now;
        for (TopicPartition partition : assigned) {
            OptionalLong behind = consumer.currentLag(partition);
            if (behind.isPresent()) {
                ends.put(partition, consumer.position(partition) + behind.getAsLong());
            }
        }
    }

    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, at) -> committed.put(partition, at.offset()));
    }

    void forget(Set<TopicPartition> gone) {
        ends.keySet().removeAll(gone);
        committed.keySet().removeAll(gone);
    }

    /** The offset after the last record of the partition, or -1 while unknown. */
    long end(TopicPartition partition) {
        return ends.getOrDefault(partition, -1L);
    }

    /** The offset committed last by this instance, or -1. */
    long committed(TopicPartition partition) {
        return committed.getOrDefault(partition, -1L);
    }
}
