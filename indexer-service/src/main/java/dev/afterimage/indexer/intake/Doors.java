package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.deadletter.Redrive;
import dev.afterimage.cdc.deadletter.RedriveTopic;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.indexer.plan.Candidate;
import dev.afterimage.indexer.plan.EpochBook;
import dev.afterimage.indexer.plan.ParkedMark;
import dev.afterimage.indexer.plan.Settlement;
import dev.afterimage.indexer.plan.Ticket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets records in by their partition's gate, and decides by failure category whether one is parked, or its partition held or stopped.
 *
 * <p>What may not come in yet waits in order before the gate, its tickets open, so nothing is committed past it. Confined to the worker.
 */
final class Doors {
    private static final Logger LOG = LoggerFactory.getLogger(Doors.class);
    private static final long HOLD_MS = 2_000;

    private final Admission admission;
    private final Partitions partitions;
    private final Parking parking;
    private final Truncation truncation;
    private final Control control;
    private final Sink sink;
    private final Timers timers;
    private final Mailbox mailbox;
    private final LongSupplier clock;

    Doors(
            Admission admission,
            Partitions partitions,
            Parking parking,
            Truncation truncation,
            Control control,
            Sink sink,
            Timers timers,
            Mailbox mailbox,
            LongSupplier clock) {
        this.admission = admission;
        this.partitions = partitions;
        this.parking = parking;
        this.truncation = truncation;
        this.control = control;
        this.sink = sink;
        this.timers = timers;
        this.mailbox = mailbox;
        this.clock = clock;
    }

    /** Books consumed records and lets them in as far as the gate is open. */
    void receive(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        PartitionWork work = partitions.get(partition);
        if (work == null) {
            return;
        }
        for (ConsumerRecord<byte[], byte[]> record : records) {
            receive(work, record);
        }
    }

    private void receive(PartitionWork work, ConsumerRecord<byte[], byte[]> record) {
        RecordCoordinates at =
                new RecordCoordinates(record.topic(), record.partition(), record.offset(), record.timestamp());
        Redrive redrive = null;
        if (RedriveTopic.is(record.topic())) {
            try {
                redrive = Redrive.read(record.headers());
                at = redrive.original();
            } catch (EventFailure e) {
                parking.park(work.ledger().open(record, at, null), "redrive", e, ParkedMark.UNKNOWN, -1);
                return;
            }
        }
        Ticket ticket = work.ledger().open(record, at, redrive);
        if (work.flowing() && work.stash().isEmpty() && control.known()) {
            admit(work, ticket);
        } else {
            work.stash().addLast(ticket);
        }
    }

    /** Lets in what waits, as far as gates are open. */
    void admitStashed() {
        for (PartitionWork work : List.copyOf(partitions.all())) {
            admitStashed(work);
        }
    }

    private void admitStashed(PartitionWork work) {
        while (control.known() && work.flowing() && !work.stash().isEmpty()) {
            admit(work, work.stash().removeFirst());
        }
    }

    private void admit(PartitionWork work, Ticket ticket) {
        work.lastTimestamp(ticket.record().timestamp());
        try {
            switch (admission.admit(ticket, work)) {
                case Admission.Admitted.Booked() -> {}
                case Admission.Admitted.Filtered() -> {
                    work.breaker().passed();
                    parking.settle(ticket, Settlement.FILTERED);
                }
                case Admission.Admitted.Emptied emptied -> truncation.begin(ticket, emptied.table(), emptied.version());
            }
        } catch (EventFailure e) {
            failed(work, ticket, e, "decode");
        } catch (RuntimeException e) {
            // Not what it says: that may quote a value. Its class and its frames go along.
            failed(
                    work,
                    ticket,
                    new EventFailure(FailureCategory.UNEXPECTED, "the record cannot be handled", e),
                    "decode");
        }
    }

    private void failed(PartitionWork work, Ticket ticket, EventFailure failure, String stage) {
        switch (failure.category().disposition()) {
            case PARK -> park(work, ticket, failure, stage);
            case HOLD -> {
                work.stash().addFirst(ticket);
                close(work, failure.category(), failure.getMessage(), HOLD_MS);
            }
            case STOP -> {
                work.stash().addFirst(ticket);
                stop(work, ticket, failure);
            }
        }
    }

    private void park(PartitionWork work, Ticket ticket, EventFailure failure, String stage) {
        if (mayPark(work, ticket, failure)) {
            ticket.refused();
            parking.park(
                    ticket, stage, failure, ParkedMark.UNKNOWN, work.watches().highest());
        } else {
            work.stash().addFirst(ticket);
        }
    }

    /** Asks the ratio breaker; where it says no, the partition is held. */
    private boolean mayPark(PartitionWork work, Ticket ticket, EventFailure failure) {
        if (ticket.redrive() != null || work.breaker().mayPark(clock.getAsLong())) {
            return true;
        }
        close(
                work,
                FailureCategory.PARKING_FLOOD,
                "too large a share of the last records had to be parked, the next one for " + failure.category() + ": "
                        + failure.getMessage(),
                HOLD_MS);
        return false;
    }

    /** Whether a candidate that cannot be written may be parked now; if not, its partition is held. */
    boolean mayPark(Candidate candidate, EventFailure failure) {
        PartitionWork work = workOf(candidate);
        return work == null || mayPark(work, candidate.ticket(), failure);
    }

    /** Parks a candidate that cannot be written and may be parked. */
    void refuse(Candidate candidate, EventFailure failure, String stage) {
        PartitionWork work = workOf(candidate);
        if (work != null) {
            parking.park(
                    candidate.ticket(),
                    stage,
                    failure,
                    candidate.markedVersion(),
                    work.watches().highest());
        }
    }

    /** Puts a candidate that was taken out of the book before the gate, to be let in again. */
    void stash(Candidate candidate) {
        PartitionWork work = workOf(candidate);
        if (work != null) {
            work.stash().addFirst(candidate.ticket());
        }
    }

    /** The partition that a candidate came by, or null if it is lost meanwhile. */
    private @Nullable PartitionWork workOf(Candidate candidate) {
        Ticket ticket = candidate.ticket();
        PartitionWork work = partitions.get(ticket.ledger().partition());
        return work == null || work.ledger() != ticket.ledger() ? null : work;
    }

    private void close(PartitionWork work, FailureCategory category, @Nullable String reason, long pauseMs) {
        if (work.flowing()) {
            LOG.warn("Holding {} ({}): {}", work.ledger().partition(), category, reason);
        }
        work.close(category, String.valueOf(reason), clock.getAsLong(), clock.getAsLong() + pauseMs);
        timers.after(pauseMs, () -> reopen(work));
    }

    private void reopen(PartitionWork work) {
        PartitionWork.Closed closed = work.closed();
        boolean ours = partitions.get(work.ledger().partition()) == work;
        if (ours && closed != null && !closed.stopped() && closed.retryAtMs() <= clock.getAsLong()) {
            work.open();
            admitStashed(work);
        }
    }

    private void stop(PartitionWork work, Ticket ticket, EventFailure failure) {
        TopicPartition partition = work.ledger().partition();
        LOG.error("Stopping {} ({}): {}", partition, failure.category(), failure.getMessage());
        work.stop(failure.category(), String.valueOf(failure.getMessage()), clock.getAsLong(), ticket);
        if (failure.category() == FailureCategory.POSITION_FELL) {
            sourceOf(ticket).ifPresent(source -> {
                if (control.epochs()
                        .awaits(source, ticket.at().topic(), ticket.at().partition())) {
                    beginEpoch(source, control.epochs().current(source));
                }
            });
        }
    }

    private Optional<String> sourceOf(Ticket ticket) {
        return admission.sourceOf(ticket);
    }

    /** Opens the next epoch of a source: its stopped partitions begin it where they stand, the others where their position falls. */
    void openEpoch(String source) {
        beginEpoch(source, control.epochs().current(source) + 1);
    }

    private void beginEpoch(String source, int epoch) {
        Map<String, Long> from = new HashMap<>();
        for (PartitionWork work : partitions.all()) {
            PartitionWork.Closed closed = work.closed();
            Ticket fallen = work.stoppedBy();
            if (closed != null
                    && closed.category() == FailureCategory.POSITION_FELL
                    && fallen != null
                    && sourceOf(fallen).filter(source::equals).isPresent()) {
                from.put(
                        fallen.at().topic() + "-" + fallen.at().partition(),
                        fallen.at().offset());
            }
        }
        LOG.warn("Beginning epoch {} of source {} at {}", epoch, source, from);
        sink.openEpoch(source, new EpochBook.Opening(epoch, from))
                .whenComplete((ignored, error) -> mailbox.put(() -> {
                    if (error == null) {
                        control.refresh();
                    } else {
                        LOG.warn(
                                "Epoch {} of source {} is not recorded, trying again: {}",
                                epoch,
                                source,
                                Failures.of(error).getMessage());
                        timers.after(HOLD_MS, () -> beginEpoch(source, epoch));
                    }
                }));
    }

    /** Opens the gates of partitions that were stopped for a reason that may be gone. */
    void tryAgain(FailureCategory category) {
        for (PartitionWork work : partitions.all()) {
            PartitionWork.Closed closed = work.closed();
            if (closed != null && closed.category() == category) {
                work.open();
            }
        }
    }
}
