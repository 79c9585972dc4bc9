package dev.afterimage.reconciler.watch;

import dev.afterimage.reconciler.config.ReconcilerProperties;
import dev.afterimage.reconciler.watch.judge.PartitionFacts;
import dev.afterimage.support.kafka.KafkaClients;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Where the indexer's group stands in every partition of the tables' topics, and how old the first record is that waits there. Thread-safe. */
@Singleton
final class Progress {
    /** Partitions of which the age is read, those with most records first: each costs a fetch. */
    private static final int AGES = 64;
    /** Partitions that are fetched together: each may bring a megabyte. */
    private static final int AT_ONCE = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration POLL = Duration.ofMillis(200);
    /** Two signs are judged by the same figures, a moment after each other. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Topics topics;
    private final KafkaClients kafka;
    private final String group;
    private final ReentrantLock reading = new ReentrantLock();
    private List<PartitionFacts> newest = List.of();
    private @Nullable Long readNanos;

    Progress(Topics topics, KafkaClients kafka, ReconcilerProperties properties) {
        this.topics = topics;
        this.kafka = kafka;
        this.group = properties.indexerGroup();
    }

    String group() {
        return group;
    }

    int members() throws InterruptedException {
        return topics.members(group);
    }

    List<PartitionFacts> read() throws InterruptedException {
        reading.lockInterruptibly();
        try {
            Long before = readNanos;
            if (before == null || System.nanoTime() - before > FRESH.toNanos()) {
                newest = readNow();
                readNanos = System.nanoTime();
            }
            return newest;
        } finally {
            reading.unlock();
        }
    }

    private List<PartitionFacts> readNow() throws InterruptedException {
        List<TopicPartition> partitions = topics.partitions(topics.ofTables().values());
        // In this order a group that goes on meanwhile is not ahead of the end, nor behind a beginning that moved.
        Map<TopicPartition, Long> begins = topics.begins(partitions);
        Map<TopicPartition, Long> committed = topics.committed(group);
        Map<TopicPartition, Long> ends = topics.ends(partitions);
        List<PartitionFacts> facts = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            facts.add(new PartitionFacts(
                    partition.topic(),
                    partition.partition(),
                    begins.getOrDefault(partition, 0L),
                    ends.getOrDefault(partition, 0L),
                    committed.get(partition),
                    null));
        }
        Map<TopicPartition, Duration> ages = ages(facts);
        return facts.stream().map(one -> aged(one, ages)).toList();
    }

    private static PartitionFacts aged(PartitionFacts one, Map<TopicPartition, Duration> ages) {
        return new PartitionFacts(
                one.topic(),
                one.partition(),
                one.begin(),
                one.end(),
                one.committed(),
                ages.get(new TopicPartition(one.topic(), one.partition())));
    }

    private Map<TopicPartition, Duration> ages(Collection<PartitionFacts> facts) {
        List<PartitionFacts> waiting = facts.stream()
                .filter(one -> one.behind() > 0)
                .sorted(Comparator.comparingLong(PartitionFacts::behind).reversed())
                .limit(AGES)
                .toList();
        Map<TopicPartition, Duration> ages = new HashMap<>();
        if (waiting.isEmpty()) {
            return ages;
        }
        long until = System.nanoTime() + PATIENCE.toNanos();
        try (Consumer<byte[], byte[]> reader = kafka.reader()) {
            for (int from = 0; from < waiting.size() && System.nanoTime() < until; from += AT_ONCE) {
                Map<TopicPartition, Long> some = new HashMap<>();
                waiting.subList(from, Math.min(waiting.size(), from + AT_ONCE))
                        .forEach(one -> some.put(
                                new TopicPartition(one.topic(), one.partition()),
                                Math.max(one.begin(), one.committed() == null ? one.begin() : one.committed())));
                ages.putAll(agesAt(some, reader, until));
            }
        } catch (KafkaException e) {
            throw new WatchException("Kafka failed at reading the records that wait: "
                    + e.getClass().getSimpleName());
        }
        return ages;
    }

    /** How old the records at some positions are; one that does not come in time is left out. */
    private static Map<TopicPartition, Duration> agesAt(
            Map<TopicPartition, Long> positions, Consumer<byte[], byte[]> reader, long until) {
        Map<TopicPartition, Duration> ages = new HashMap<>();
        reader.assign(positions.keySet());
        positions.forEach(reader::seek);
        while (ages.size() < positions.size() && System.nanoTime() < until) {
            ConsumerRecords<byte[], byte[]> records = reader.poll(POLL);
            long now = System.currentTimeMillis();
            for (TopicPartition partition : records.partitions()) {
                long written = records.records(partition).getFirst().timestamp();
                ages.putIfAbsent(partition, Duration.ofMillis(Math.max(0, now - written)));
            }
            reader.pause(ages.keySet());
        }
        return ages;
    }
}
