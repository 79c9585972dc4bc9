package dev.afterimage.indexer.intake;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The consumer's side of the gate: before each poll it commits what is settled and pauses what is closed; at a rebalance it hands
 * partitions over settled. All methods but {@link #shutDown} are called on the consumer's thread.
 */
final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    /** Records below which the next ones are waited for a little, so that a stream of small batches is not a stream of requests. */
    private static final int FEW = 200;

    private static final long COMPANY_NS = 5_000_000;

    private final Worker worker;
    private final Lag lag;
    private final LongSupplier clock;
    private final long commitEveryMs;
    private final Duration drain;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private final Set<TopicPartition> registered = new HashSet<>();
    private final Set<TopicPartition> lostToRetention = new HashSet<>();
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private volatile boolean closing;
    private volatile long beatMs;
    private long lastCommitMs;
    private boolean drained;
    private boolean fewCame;

    /**
     * @param commitEveryMs pause between commits, milliseconds
     * @param drain how long a hand-over or shut-down may wait for what is under way
     */
    Intake(Worker worker, Lag lag, LongSupplier clock, long commitEveryMs, Duration drain) {
        this.worker = worker;
        this.lag = lag;
        this.clock = clock;
        this.commitEveryMs = commitEveryMs;
        this.drain = drain;
    }

    /** Stands in for the consumer's own poll. */
    ConsumerRecords<byte[], byte[]> poll(Consumer<byte[], byte[]> from, Duration timeout) {
        consumer = from;
        beatMs = clock.getAsLong();
        commit(from);
        Set<TopicPartition> assigned = from.assignment();
        if (closing && !drained) {
            from.pause(assigned);
            settleAndCommit(from, assigned);
            drained = true;
            closed.countDown();
        }
        Set<TopicPartition> unknown = new HashSet<>(assigned);
        unknown.removeAll(registered);
        assigned(unknown);
        gate(from, assigned);
        lag.measure(from, assigned);
        if (fewCame) {
            LockSupport.parkNanos(COMPANY_NS);
        }
        ConsumerRecords<byte[], byte[]> records = from.poll(timeout);
        fewCame = !records.isEmpty() && records.count() < FEW;
        return records;
    }

    private void gate(Consumer<byte[], byte[]> from, Set<TopicPartition> assigned) {
        Set<TopicPartition> pause = new HashSet<>(assigned);
        if (!closing && !worker.pressed()) {
            pause.retainAll(worker.closed());
            assigned.stream()
                    .filter(partition -> lostToRetention.contains(partition) || !registered.contains(partition))
                    .forEach(pause::add);
        }
        Set<TopicPartition> resume = new HashSet<>(from.paused());
        resume.removeAll(pause);
        from.resume(resume);
        from.pause(pause);
    }

    private void commit(Consumer<byte[], byte[]> from) {
        long now = clock.getAsLong();
        if (now - lastCommitMs < commitEveryMs) {
            return;
        }
        lastCommitMs = now;
        Map<TopicPartition, OffsetAndMetadata> due = due(worker.released(), from.assignment());
        if (due.isEmpty()) {
            return;
        }
        from.commitAsync(due, (offsets, error) -> {
            if (error == null) {
                took(offsets);
            } else if (error instanceof RetriableException || error instanceof RebalanceInProgressException) {
                // A rebalance under way, or a coordinator that moves: the next commit covers these offsets too.
                LOG.debug("Offsets were not committed, trying again: {}", error.toString());
            } else {
                LOG.warn("Offsets were not committed, trying again: {}", error.toString());
            }
        });
    }

    private Map<TopicPartition, OffsetAndMetadata> due(
            Map<TopicPartition, OffsetAndMetadata> released, Set<TopicPartition> assigned) {
        Map<TopicPartition, OffsetAndMetadata> due = new HashMap<>(released);
        due.keySet().retainAll(assigned);
        due.entrySet().removeIf(entry -> {
            OffsetAndMetadata last = committed.get(entry.getKey());
            return last != null && last.offset() >= entry.getValue().offset();
        });
        return due;
    }

    private void took(Map<TopicPartition, OffsetAndMetadata> offsets) {
        committed.putAll(offsets);
        lag.committed(offsets);
    }

    /** Partitions that came; those that cannot be looked up now stay paused and are looked up again. */
    void assigned(Collection<TopicPartition> partitions) {
        Consumer<byte[], byte[]> from = consumer;
        if (from != null && !partitions.isEmpty()) {
            try {
                register(from, Set.copyOf(partitions));
            } catch (KafkaException e) {
                LOG.warn("Where to begin in {} is not known yet, trying again: {}", partitions, e.toString());
            }
        }
    }

    /** Each partition starts where its group committed, or at the beginning if it never did. */
    private void register(Consumer<byte[], byte[]> from, Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> known = from.committed(partitions, Duration.ofSeconds(5));
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata at = known.get(partition);
            if (at == null) {
                from.seekToBeginning(Set.of(partition));
            } else {
                from.seek(partition, at.offset());
                committed.put(partition, at);
            }
            String metadata = at == null ? "" : at.metadata();
            worker.execute(() -> worker.partitions().assign(partition, metadata));
            registered.add(partition);
        }
    }

    /** Partitions that go in good order: what is under way is waited for, within a bound, and committed. */
    void revoked(Collection<TopicPartition> partitions) {
        Consumer<byte[], byte[]> from = consumer;
        if (from == null || partitions.isEmpty()) {
            return;
        }
        if (!drained) { // at the end all is settled, and the worker that would tell is gone
            settleAndCommit(from, new HashSet<>(partitions));
        }
        lost(partitions);
    }

    /** Partitions that are gone already: others may be working on them. */
    void lost(Collection<TopicPartition> partitions) {
        Set<TopicPartition> gone = Set.copyOf(partitions);
        registered.removeAll(gone);
        committed.keySet().removeAll(gone);
        lostToRetention.removeAll(gone);
        lag.forget(gone);
        worker.lost(gone);
    }

    private void settleAndCommit(Consumer<byte[], byte[]> from, Set<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        Drain task = new Drain(worker, partitions);
        worker.execute(task::begin);
        Map<TopicPartition, OffsetAndMetadata> offsets = task.await(drain);
        Map<TopicPartition, OffsetAndMetadata> due = due(offsets, partitions);
        if (due.isEmpty()) {
            return;
        }
        try {
            from.commitSync(due, Duration.ofSeconds(5));
            took(due);
        } catch (KafkaException e) {
            LOG.warn("Offsets were not committed at hand-over; the records come again: {}", e.toString());
        }
    }

    /** The log no longer has what was to be read next: going on would skip changes, so the partitions stop. */
    void outOfRange(Set<TopicPartition> partitions) {
        if (lostToRetention.addAll(partitions)) {
            LOG.error(
                    "Records of {} were deleted by the topic's retention before they were read. The partitions stop; rebuild or"
                            + " reconcile their tables, then reset the group's offsets.",
                    partitions);
        }
    }

    Set<TopicPartition> lostToRetention() {
        return Set.copyOf(lostToRetention);
    }

    /** Asks the consumer's thread to settle and commit, and waits for it; for shut-down. */
    void shutDown() {
        closing = true;
        if (consumer == null) {
            return;
        }
        try {
            if (!closed.await(drain.toMillis() + 6_000, TimeUnit.MILLISECONDS)) {
                LOG.warn("Not everything was settled within the grace period; the rest comes again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** When the consumer's thread last came round, by the steady clock; 0 before the first time. */
    long beatMs() {
        return beatMs;
    }
}
