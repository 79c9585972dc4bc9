package dev.afterimage.indexer.intake;

import dev.afterimage.indexer.dryrun.HazardKind;
import dev.afterimage.indexer.dryrun.Hazards;
import dev.afterimage.indexer.dryrun.KeyPlaces;
import dev.afterimage.indexer.dryrun.Overlay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads partitions from their beginning to where they ended when the run began, without a group, and steps the worker through it.
 *
 * <p>One thread does both. It ends when all is read and settled, or stopped, or a bound is reached.
 */
final class DryReading {
    private static final int ROUNDS = 50;

    private final Consumer<byte[], byte[]> consumer;
    private final Worker worker;
    private final Overlay overlay;
    private final KeyPlaces keys;
    private final Hazards hazards;
    private final LongSupplier clock;
    private final int mostDocuments;
    private final Map<TopicPartition, Long> until = new HashMap<>();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Map<TopicPartition, Long> looked = new HashMap<>();

    DryReading(
            Consumer<byte[], byte[]> consumer,
            Worker worker,
            Overlay overlay,
            KeyPlaces keys,
            Hazards hazards,
            LongSupplier clock,
            int mostDocuments) {
        this.consumer = consumer;
        this.worker = worker;
        this.overlay = overlay;
        this.keys = keys;
        this.hazards = hazards;
        this.clock = clock;
        this.mostDocuments = mostDocuments;
    }

    /**
     * Reads.
     *
     * @param ends where the partitions ended when the run began
     * @param records how many of each at most
     * @param time how long at most
     */
    void read(Map<TopicPartition, Long> ends, int records, Duration time) throws InterruptedException {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(ends.keySet());
        begins.forEach((partition, begin) -> {
            until.put(partition, Math.min(ends.getOrDefault(partition, begin), begin + records));
            next.put(partition, begin);
        });
        consumer.assign(begins.keySet());
        begins.forEach(consumer::seek);
        begins.keySet()
                .forEach(partition -> worker.execute(() -> worker.partitions().assign(partition, "")));
        worker.control().start();
        long deadline = clock.getAsLong() + time.toMillis();
        while (!done() && clock.getAsLong() < deadline && !full()) {
            gate();
            worker.received(taken(consumer.poll(Duration.ofMillis(20))));
            for (int i = 0; i < ROUNDS && !(allRead() && settled()); i++) {
                worker.round(i == 0 ? 2 : 0);
            }
        }
    }

    private void gate() {
        Set<TopicPartition> pause = new HashSet<>(until.keySet());
        if (!worker.pressed()) {
            pause.removeIf(partition -> !read(partition) && !worker.closed().contains(partition));
        }
        consumer.resume(consumer.paused());
        consumer.pause(pause);
    }

    private ConsumerRecords<byte[], byte[]> taken(ConsumerRecords<byte[], byte[]> polled) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> taken = new HashMap<>();
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> some = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : polled.records(partition)) {
                if (record.offset() < until.getOrDefault(partition, 0L)) {
                    some.add(record);
                    note(record);
                }
            }
            if (!some.isEmpty()) {
                taken.put(partition, some);
                looked.merge(partition, (long) some.size(), Long::sum);
            }
            next.put(partition, consumer.position(partition));
        }
        return new ConsumerRecords<>(taken, Map.of());
    }

    private void note(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        Integer other = keys.elsewhere(record.topic(), record.partition(), record.key());
        if (other != null) {
            hazards.note(
                    HazardKind.MOVING_KEYS,
                    record.topic(),
                    "the same key stands in several partitions: some were added, or two writers place keys differently; a partial"
                            + " image may come before the one that completes it, and is parked then",
                    "none is needed where rows come whole; else REPLICA IDENTITY FULL on the table",
                    record.topic() + "-" + record.partition() + "@" + record.offset() + " and partition " + other);
        }
    }

    private boolean read(TopicPartition partition) {
        return next.getOrDefault(partition, 0L) >= until.getOrDefault(partition, 0L);
    }

    private boolean allRead() {
        return until.keySet().stream().allMatch(this::read);
    }

    private boolean done() {
        return settled() && until.keySet().stream().allMatch(partition -> read(partition) || stopped(partition));
    }

    private boolean stopped(TopicPartition partition) {
        PartitionWork work = worker.partitions().get(partition);
        PartitionWork.Closed closed = work == null ? null : work.closed();
        return closed != null && closed.stopped();
    }

    /** Whether nothing is under way but what waits before a stopped partition's gate. */
    private boolean settled() {
        return worker.partitions().all().size() == until.size()
                && worker.idle()
                && worker.partitions().all().stream()
                        .allMatch(work -> work.ledger().held()
                                == (stopped(work.ledger().partition())
                                        ? work.stash().size()
                                        : 0));
    }

    /** Whether as many documents are remembered as may be. */
    boolean full() {
        return overlay.size() >= mostDocuments;
    }

    /** Records looked at, by partition. */
    Map<TopicPartition, Long> looked() {
        return looked;
    }

    /** Records that were there and were not looked at. */
    long left(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - next.getOrDefault(end.getKey(), 0L)))
                .sum();
    }
}
