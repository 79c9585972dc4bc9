package dev.afterimage.reconciler.cut;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * What is written to a topic from now on, also if the topic, or one of its partitions, is made only then. Not thread-safe.
 *
 * <p>Partitions that are there at the start are read from their end, those that come later from their beginning.
 */
public final class TopicTail implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final Duration REFRESH = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private long lookedAt;

    private TopicTail(Consumer<byte[], byte[]> consumer, String topic) {
        this.consumer = consumer;
        this.topic = topic;
    }

    /** @param consumer without a group; closed with this */
    public static TopicTail begin(Consumer<byte[], byte[]> consumer, String topic) {
        TopicTail tail = new TopicTail(consumer, topic);
        try {
            List<TopicPartition> there = tail.partitions();
            consumer.assign(there);
            consumer.seekToEnd(there);
            there.forEach(consumer::position); // the end is where it is now, not at the first poll
            tail.lookedAt = System.nanoTime();
            return tail;
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** What has come since the last call, waiting for up to the time given. */
    public Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration wait) throws InterruptedException {
        if (System.nanoTime() - lookedAt > REFRESH.toNanos()
                || consumer.assignment().isEmpty()) {
            takeNewPartitions();
        }
        if (consumer.assignment().isEmpty()) {
            Thread.sleep(wait.compareTo(LOOK_AGAIN) < 0 ? wait : LOOK_AGAIN);
            return List.of();
        }
        return consumer.poll(wait);
    }

    private void takeNewPartitions() {
        lookedAt = System.nanoTime();
        List<TopicPartition> fresh = new ArrayList<>(partitions());
        fresh.removeAll(consumer.assignment());
        if (!fresh.isEmpty()) {
            List<TopicPartition> all = new ArrayList<>(consumer.assignment());
            all.addAll(fresh);
            consumer.assign(all);
            consumer.seekToBeginning(fresh);
        }
    }

    private List<TopicPartition> partitions() {
        List<PartitionInfo> known = consumer.listTopics().getOrDefault(topic, List.of());
        return known.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
