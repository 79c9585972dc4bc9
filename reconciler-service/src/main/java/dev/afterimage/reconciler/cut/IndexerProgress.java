package dev.afterimage.reconciler.cut;

import dev.afterimage.reconciler.config.ReconcilerProperties;
import dev.afterimage.support.kafka.KafkaClients;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Waits until the indexer has settled what a topic held at a moment. Thread-safe. */
@Singleton
public final class IndexerProgress {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final long ANSWER_SECONDS = 15;

    private final KafkaClients kafka;
    private final String group;
    private final Duration patience;
    private @Nullable Admin admin;

    IndexerProgress(KafkaClients kafka, ReconcilerProperties properties) {
        this.kafka = kafka;
        this.group = properties.indexerGroup();
        this.patience = properties.catchUp();
    }

    /**
     * Returns once the indexer has committed everything that the topic holds now.
     *
     * @throws CutException if it has not in time
     */
    public void awaitSettled(String topic) throws InterruptedException {
        Map<TopicPartition, Long> ends = ends(topic);
        long until = System.nanoTime() + patience.toNanos();
        while (true) {
            Map<TopicPartition, Long> behind = behind(ends);
            if (behind.isEmpty()) {
                return;
            }
            if (System.nanoTime() > until) {
                throw new CutException("the indexer's group " + group + " did not settle topic " + topic + " within "
                        + patience.toSeconds() + " s; it is behind in "
                        + behind.entrySet().stream()
                                .map(entry -> "partition " + entry.getKey().partition() + " by " + entry.getValue())
                                .sorted()
                                .collect(Collectors.joining(", ")));
            }
            Thread.sleep(LOOK);
        }
    }

    private Map<TopicPartition, Long> ends(String topic) throws InterruptedException {
        var topics = ask(admin().describeTopics(List.of(topic)).allTopicNames(), "describing topic " + topic);
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        topics.values().forEach(one -> one.partitions()
                .forEach(
                        partition -> asked.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest())));
        Map<TopicPartition, Long> ends = new HashMap<>();
        ask(admin().listOffsets(asked).all(), "reading the end of topic " + topic)
                .forEach((partition, result) -> ends.put(partition, result.offset()));
        return ends;
    }

    /** How many records are not settled, by partition. */
    private Map<TopicPartition, Long> behind(Map<TopicPartition, Long> ends) throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = ask(
                admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(), "reading offsets of " + group);
        Map<TopicPartition, Long> behind = new HashMap<>();
        ends.forEach((partition, end) -> {
            OffsetAndMetadata offset = committed.get(partition);
            long at = offset == null ? 0 : offset.offset();
            if (at < end) {
                behind.put(partition, end - at);
            }
        });
        return behind;
    }

    private <T> T ask(KafkaFuture<T> future, String what) throws InterruptedException {
        try {
            return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new CutException(
                    "Kafka failed at " + what + ": " + cause.getClass().getSimpleName());
        }
    }

    private synchronized Admin admin() {
        Admin open = admin;
        if (open == null) {
            open = kafka.admin();
            admin = open;
        }
        return open;
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(2));
        }
    }
}
