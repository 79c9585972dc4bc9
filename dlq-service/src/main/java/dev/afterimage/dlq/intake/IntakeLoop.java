package dev.afterimage.dlq.intake;

import dev.afterimage.dlq.erasure.CarefulParking;
import dev.afterimage.dlq.kafka.GroupPulse;
import dev.afterimage.dlq.letter.Letter;
import dev.afterimage.dlq.parking.NewEntries;
import dev.afterimage.dlq.parking.NewEntry;
import dev.afterimage.support.loop.Backoff;
import dev.afterimage.support.loop.Loop;
import dev.afterimage.support.loop.LoopState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads dead letters and parks them; an offset is committed only when the database has what comes before it.
 *
 * <p>While the database or the broker is away it goes on polling, with its partitions paused, and reads the same letters again later.
 */
final class IntakeLoop implements Loop {
    private static final Logger LOG = LoggerFactory.getLogger(IntakeLoop.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final List<String> topics;
    private final CarefulParking parking;
    private final TopicIds topicIds;
    private final ImageReader images;
    private final Admission admission;
    private final IntakeLimits limits;
    private final Backoff backoff;
    private final LoopState state;
    private final Inflow inflow;
    private final Clock clock;
    private final GroupPulse pulse;
    private long heldUntil;
    private boolean held;
    private volatile boolean ending;

    /** How much is parked at once. */
    record IntakeLimits(int records, long bytes) {}

    IntakeLoop(
            Consumer<byte[], byte[]> consumer,
            List<String> topics,
            CarefulParking parking,
            TopicIds topicIds,
            ImageReader images,
            Admission admission,
            IntakeLimits limits,
            Backoff backoff,
            LoopState state,
            Inflow inflow,
            Clock clock) {
        this.consumer = consumer;
        this.topics = List.copyOf(topics);
        this.parking = parking;
        this.topicIds = topicIds;
        this.images = images;
        this.admission = admission;
        this.limits = limits;
        this.backoff = backoff;
        this.state = state;
        this.inflow = inflow;
        this.clock = clock;
        this.pulse = new GroupPulse(consumer);
    }

    @Override
    public LoopState state() {
        return state;
    }

    /** Ends the loop after what it is parking. */
    @Override
    public void end() {
        ending = true;
        consumer.wakeup();
    }

    @Override
    public void run() {
        try {
            consumer.subscribe(topics, new PauseWhatComesWhileHeld());
            while (!ending) {
                state.beat();
                round();
            }
        } catch (WakeupException e) {
            LOG.debug("The intake was woken to end");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            consumer.close();
            topicIds.close();
        }
    }

    private void round() throws InterruptedException {
        if (held && System.nanoTime() - heldUntil > 0) {
            held = false;
            consumer.resume(consumer.assignment());
        }
        ConsumerRecords<byte[], byte[]> polled = ConsumerRecords.empty();
        try {
            polled = consumer.poll(POLL);
        } catch (WakeupException e) {
            throw e;
        } catch (RuntimeException e) {
            hold("the broker does not give dead letters: " + e.getClass().getSimpleName(), e);
            Thread.sleep(Duration.ofMillis(200));
        }
        if (!held && polled.isEmpty()) {
            pulse.tell(state);
        }
        List<LetterBatch> batches = LetterBatch.of(polled, limits.records(), limits.bytes());
        for (int i = 0; i < batches.size(); i++) {
            state.beat();
            if (!parked(batches.get(i))) {
                batches.subList(i, batches.size()).forEach(this::readAgain);
                return;
            }
        }
    }

    private boolean parked(LetterBatch batch) throws InterruptedException {
        try {
            long from = System.nanoTime();
            List<NewEntry> admitted = admitted(batch);
            NewEntries.Result result = parking.park(admitted);
            inflow.parked(admitted, result, System.nanoTime() - from);
            backoff.succeeded();
            state.well();
        } catch (RuntimeException e) {
            hold("dead letters cannot be parked: " + e.getClass().getSimpleName(), e);
            return false;
        }
        try {
            commit(batch);
        } catch (WakeupException e) {
            commit(batch);
            throw e;
        }
        return true;
    }

    private void commit(LetterBatch batch) {
        try {
            consumer.commitSync(batch.ends());
        } catch (WakeupException e) {
            throw e;
        } catch (RuntimeException e) {
            // They come again, and are known then.
            LOG.warn("Parked letters could not be committed and will be read again: {}", e.toString());
        }
    }

    private List<NewEntry> admitted(LetterBatch batch) throws InterruptedException {
        Instant now = clock.instant();
        List<Letter> letters = batch.records().stream()
                .map(record -> LetterReader.read(record, now))
                .toList();
        Set<String> names = new HashSet<>();
        letters.forEach(letter -> names.add(letter.at().topic()));
        Map<String, Optional<UUID>> ids = topicIds.of(names);
        List<NewEntry> admitted = new ArrayList<>(letters.size());
        for (Letter letter : letters) {
            UUID id = ids.getOrDefault(letter.at().topic(), Optional.empty()).orElse(null);
            admitted.add(admission.admit(letter, id, images.complete(letter)));
        }
        return admitted;
    }

    private void hold(String why, RuntimeException cause) {
        long pause = backoff.failed();
        if (state.trouble() == null) {
            LOG.warn("The intake holds: {}", why, cause);
        }
        state.ails(why);
        held = true;
        heldUntil = System.nanoTime() + pause * 1_000_000;
        consumer.pause(consumer.assignment());
    }

    private void readAgain(LetterBatch batch) {
        batch.begins().forEach((partition, offset) -> {
            if (consumer.assignment().contains(partition) && consumer.position(partition) > offset) {
                consumer.seek(partition, offset);
            }
        });
    }

    /** A rebalance while the intake holds must not let records through. */
    private final class PauseWhatComesWhileHeld implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            LOG.debug("Partitions revoked: {}", partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (held) {
                consumer.pause(partitions);
            }
        }
    }
}
