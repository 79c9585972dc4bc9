package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.Redrive;
import dev.afterimage.cdc.deadletter.RedriveTopic;
import dev.afterimage.indexer.rebuild.Start;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the topics of one index into a generation of it, without a consumer group: the same worker as the group's, on a thread of its own.
 *
 * <p>Partitions that come up meanwhile are read from their beginning. Of the redrive topic only what belongs to the index is taken. It ends
 * by {@link #close}, or by itself where it cannot go on, which {@link #trouble} tells.
 */
final class Follower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final long PARTITIONS_EVERY_MS = 3_000;
    private static final Duration ENDING = Duration.ofSeconds(15);
    private static final int ROUNDS = 50;

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Worker worker;
    private final Set<String> topics;
    private final String redrives;
    private final Map<String, Start> start;
    private final LongSupplier clock;
    private final Map<TopicPartition, Long> settled = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean closing;
    private volatile @Nullable String trouble;
    private long partitionsAtMs;

    /**
     * @param topics those of the index
     * @param start where partitions are read from, by {@code topic-partition}; the others from their beginning
     */
    Follower(
            Supplier<Consumer<byte[], byte[]>> consumers,
            Worker worker,
            List<String> topics,
            String group,
            Map<String, Start> start,
            LongSupplier clock,
            String name) {
        this.consumers = consumers;
        this.worker = worker;
        this.topics = Set.copyOf(topics);
        this.redrives = RedriveTopic.of(group);
        this.start = Map.copyOf(start);
        this.clock = clock;
        this.partitionsAtMs = clock.getAsLong() - PARTITIONS_EVERY_MS;
        this.thread = Thread.ofPlatform().name("follow-" + name).daemon(true).start(this::run);
    }

    private void run() {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            worker.control().start();
            while (!closing) {
                partitions(consumer);
                gate(consumer);
                worker.received(taken(consumer.poll(Duration.ofMillis(20))));
                for (int i = 0; i < ROUNDS; i++) {
                    worker.round(i == 0 ? 2 : 0);
                }
                tell(consumer);
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("A rebuild cannot follow the topics any more", e);
            trouble = e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }

    private void partitions(Consumer<byte[], byte[]> consumer) {
        if (clock.getAsLong() - partitionsAtMs < PARTITIONS_EVERY_MS) {
            return;
        }
        Set<TopicPartition> wanted = new HashSet<>();
        consumer.listTopics().forEach((topic, all) -> {
            if (topics.contains(topic) || topic.equals(redrives)) {
                all.forEach(each -> wanted.add(new TopicPartition(topic, each.partition())));
            }
        });
        Set<TopicPartition> fresh = new HashSet<>(wanted);
        fresh.removeAll(consumer.assignment());
        if (!fresh.isEmpty()) {
            Set<TopicPartition> all = new HashSet<>(consumer.assignment());
            all.addAll(fresh);
            consumer.assign(all);
            for (TopicPartition partition : fresh) {
                Start from = start.get(partition.toString());
                if (from == null) {
                    consumer.seekToBeginning(Set.of(partition));
                } else {
                    consumer.seek(partition, from.offset());
                }
                worker.execute(() -> worker.partitions().assign(partition, from == null ? "" : from.metadata()));
            }
        }
        partitionsAtMs = clock.getAsLong();
    }

    private void gate(Consumer<byte[], byte[]> consumer) {
        Set<TopicPartition> pause = worker.pressed() ? consumer.assignment() : new HashSet<>(worker.closed());
        Set<TopicPartition> mine = new HashSet<>(pause);
        mine.retainAll(consumer.assignment());
        consumer.resume(consumer.paused());
        consumer.pause(mine);
    }

    private ConsumerRecords<byte[], byte[]> taken(ConsumerRecords<byte[], byte[]> polled) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> taken = new HashMap<>();
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> some = polled.records(partition);
            if (partition.topic().equals(redrives)) {
                some = new ArrayList<>(some);
                some.removeIf(record -> !concerns(record));
            }
            if (!some.isEmpty()) {
                taken.put(partition, some);
            }
        }
        return new ConsumerRecords<>(taken, Map.of());
    }

    private boolean concerns(ConsumerRecord<byte[], byte[]> record) {
        try {
            return topics.contains(Redrive.read(record.headers()).original().topic());
        } catch (EventFailure e) {
            return false; // the group answers for it
        }
    }

    /** Publishes up to where each partition is settled. */
    private void tell(Consumer<byte[], byte[]> consumer) {
        if (!worker.handedOver()) {
            return;
        }
        for (PartitionWork work : worker.partitions().all()) {
            TopicPartition partition = work.ledger().partition();
            settled.put(
                    partition,
                    work.ledger().held() == 0
                            ? consumer.position(partition)
                            : work.ledger().committable().orElse(-1));
            PartitionWork.Closed closed = work.closed();
            if (closed != null && closed.stopped()) {
                trouble = closed.category() + ": " + closed.reason();
            }
        }
    }

    /** Why it does not go on, or null while it does. */
    @Nullable
    String trouble() {
        return trouble;
    }

    /** How many records before some ends are not settled yet; a partition that is not known here counts whole. */
    long behind(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - settled.getOrDefault(end.getKey(), 0L)))
                .sum();
    }

    /** Whether nothing before some ends is unsettled. */
    boolean passed(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> settled.getOrDefault(end.getKey(), -1L) >= end.getValue());
    }

    /** Waits for the end of its thread; who is interrupted meanwhile waits no longer. */
    @Override
    public void close() {
        closing = true;
        try {
            if (!thread.join(ENDING)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
