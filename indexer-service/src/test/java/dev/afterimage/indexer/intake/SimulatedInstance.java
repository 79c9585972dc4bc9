package dev.afterimage.indexer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.deadletter.DeadLetters;
import dev.afterimage.cdc.envelope.EventDecoder;
import dev.afterimage.indexer.document.DocumentWriter;
import dev.afterimage.indexer.document.TableOptions;
import dev.afterimage.indexer.park.DeadLetterDesk;
import dev.afterimage.indexer.plan.PartitionLedger;
import dev.afterimage.indexer.plan.Settlement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** One instance of the indexer: the real worker, with a consumer that is stepped by hand. */
final class SimulatedInstance {
    private final SimulatedBroker broker;
    private final Worker worker;
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    SimulatedInstance(
            SimulatedBroker broker,
            SimulatedNetwork network,
            Sink sink,
            EventDecoder decoder,
            TableOptions options,
            Limits limits,
            Clock wallClock,
            LongSupplier clock,
            Random random) {
        this.broker = broker;
        DeadLetterDesk desk = new DeadLetterDesk(
                SimulatedProducer.of(network, broker::produced),
                new DeadLetters(SimulatedBroker.DEAD_LETTERS, SimulatedBroker.GROUP, "test"),
                SimulatedBroker.OUTCOMES,
                SimulatedBroker.GROUP);
        this.worker = new Worker(
                limits,
                new Tables(table -> options, new byte[0]),
                decoder,
                new DocumentWriter(new byte[0]),
                sink,
                desk,
                new Unwatched(),
                wallClock,
                clock,
                random);
        worker.control().start();
    }

    /** In an order that is the same in every run. */
    List<TopicPartition> partitions() {
        return positions.keySet().stream()
                .sorted(Comparator.comparing(TopicPartition::toString))
                .toList();
    }

    void assign(TopicPartition partition) {
        OffsetAndMetadata at = broker.committed(partition);
        positions.put(partition, at == null ? 0 : at.offset());
        worker.execute(() -> worker.partitions().assign(partition, at == null ? "" : at.metadata()));
    }

    void lose(TopicPartition partition) {
        positions.remove(partition);
        worker.lost(Set.of(partition));
    }

    /** Fetches a few records of the partitions that are open. */
    void poll(Random random) {
        if (worker.pressed()) {
            return;
        }
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> polled = new HashMap<>();
        for (TopicPartition partition : new ArrayList<>(positions.keySet())) {
            if (!worker.closed().contains(partition) && random.nextBoolean()) {
                List<ConsumerRecord<byte[], byte[]>> records =
                        broker.read(partition, positions.getOrDefault(partition, 0L), 1 + random.nextInt(12));
                if (!records.isEmpty()) {
                    positions.put(partition, records.getLast().offset() + 1);
                    polled.put(partition, records);
                }
            }
        }
        worker.received(new ConsumerRecords<>(polled, Map.of()));
    }

    void round() {
        try {
            worker.round(0);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts a test", e);
        }
        worker.partitions().all().forEach(work -> addsUp(work.ledger()));
    }

    /** The accounting identity. */
    private static void addsUp(PartitionLedger ledger) {
        long settled = 0;
        for (Settlement settlement : Settlement.values()) {
            settled += ledger.count(settlement);
        }
        assertThat(settled + ledger.held())
                .as("consumed of %s", ledger.partition())
                .isEqualTo(ledger.consumed());
        assertThat(ledger.heldBytes()).isGreaterThanOrEqualTo(0);
    }

    /** What the consumer would commit now. */
    void commit(BiConsumer<TopicPartition, OffsetAndMetadata> to) {
        worker.released().forEach((partition, offset) -> {
            OffsetAndMetadata last = broker.committed(partition);
            if (positions.containsKey(partition) && (last == null || last.offset() < offset.offset())) {
                to.accept(partition, offset);
            }
        });
    }

    /** What it says when it does not come to rest. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        worker.partitions().all().forEach(work -> text.append(work.ledger().partition())
                .append(" next ")
                .append(positions.get(work.ledger().partition()))
                .append(" held ")
                .append(work.ledger().held())
                .append(" stashed ")
                .append(work.stash().size())
                .append(" ")
                .append(work.closed())
                .append("\n"));
        return text.append("book ")
                .append(worker.book().size())
                .append(" gate ")
                .append(worker.gate().trouble())
                .toString();
    }
}
