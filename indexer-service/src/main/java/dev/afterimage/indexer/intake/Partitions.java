package dev.afterimage.indexer.intake;

import dev.afterimage.indexer.plan.PositionWatches;
import dev.afterimage.indexer.plan.RatioBreaker;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The partitions that this instance has at the moment. Confined to the worker. */
final class Partitions {
    private final Map<TopicPartition, PartitionWork> assigned = new HashMap<>();
    private final Limits limits;

    Partitions(Limits limits) {
        this.limits = limits;
    }

    /** @param metadata what was committed with the partition's offset, or empty */
    void assign(TopicPartition partition, String metadata) {
        PartitionWork work = new PartitionWork(
                partition,
                new RatioBreaker(
                        limits.breakerWindow(), limits.breakerLeast(), limits.breakerRatio(), limits.breakerPauseMs()),
                PositionWatches.decode(metadata));
        assigned.put(partition, work);
    }

    @Nullable
    PartitionWork get(TopicPartition partition) {
        return assigned.get(partition);
    }

    void remove(Collection<TopicPartition> gone) {
        gone.forEach(assigned::remove);
    }

    Collection<PartitionWork> all() {
        return assigned.values();
    }

    /** What may be committed, with what a successor must know. */
    Map<TopicPartition, OffsetAndMetadata> committable() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (PartitionWork work : assigned.values()) {
            work.ledger()
                    .committable()
                    .ifPresent(offset -> offsets.put(
                            work.ledger().partition(),
                            new OffsetAndMetadata(offset, work.watches().encode())));
        }
        return offsets;
    }

    /** Partitions that take no more records for now. */
    Set<TopicPartition> closed(Tables tables, long now) {
        Set<TopicPartition> closed = new HashSet<>();
        for (PartitionWork work : assigned.values()) {
            if (!work.flowing()
                    || work.ledger().uncommittable() > limits.uncommittable()
                    || tables.held(work.ledger().partition().topic(), now)) {
                closed.add(work.ledger().partition());
            }
        }
        return closed;
    }

    /** Whether so much is unsettled that nothing more should come; what waits before a closed gate does not count. */
    boolean pressed() {
        long bytes = 0;
        long records = 0;
        for (PartitionWork work : assigned.values()) {
            if (work.flowing()) {
                bytes += work.ledger().heldBytes();
                records += work.ledger().held();
            }
        }
        return bytes > limits.heldBytes() || records > limits.heldRecords();
    }
}
