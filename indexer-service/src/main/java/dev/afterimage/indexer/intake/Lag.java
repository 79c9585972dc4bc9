package dev.afterimage.indexer.intake;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The ends of the partitions and the offsets committed, as the consumer knows them; measured on its thread, read by others. */
final class Lag {
    private static final long EVERY_MS = 500;

    private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> committed = new ConcurrentHashMap<>();
    private final LongSupplier clock;
    private @Nullable Metric heartbeat;
    private volatile long silenceMs = -1;
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
        listen(consumer);
        for (TopicPartition partition : assigned) {
            OptionalLong behind = consumer.currentLag(partition);
            if (behind.isPresent()) {
                long position = consumer.position(partition);
                positions.put(partition, position);
                ends.put(partition, position + behind.getAsLong());
            }
        }
    }

    private void listen(Consumer<?, ?> consumer) {
        Metric found = heartbeat;
        if (found == null) {
            found = consumer.metrics().entrySet().stream()
                    .filter(entry -> entry.getKey().name().equals("last-heartbeat-seconds-ago"))
                    .map(entry -> (Metric) entry.getValue())
                    .findFirst()
                    .orElse(null);
            heartbeat = found;
        }
        double seconds = found != null && found.metricValue() instanceof Number told ? told.doubleValue() : -1;
        silenceMs = seconds < 0 ? -1 : (long) (seconds * 1000);
    }

    /** How long the group's coordinator has not answered, or null before the group was joined. */
    @Nullable
    Duration silence() {
        long known = silenceMs;
        return known < 0 ? null : Duration.ofMillis(known);
    }

    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, at) -> committed.put(partition, at.offset()));
    }

    void forget(Set<TopicPartition> gone) {
        ends.keySet().removeAll(gone);
        positions.keySet().removeAll(gone);
        committed.keySet().removeAll(gone);
    }

    /** The offset after the last record of the partition, or -1 while unknown. */
    long end(TopicPartition partition) {
        return ends.getOrDefault(partition, -1L);
    }

    /** The offset of the record that is read next, or -1 while unknown. */
    long position(TopicPartition partition) {
        return positions.getOrDefault(partition, -1L);
    }

    /** The offset committed last by this instance, or -1. */
    long committed(TopicPartition partition) {
        return committed.getOrDefault(partition, -1L);
    }
}
