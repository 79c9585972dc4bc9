package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.envelope.EventDecoder;
import dev.afterimage.indexer.document.DocumentWriter;
import dev.afterimage.indexer.park.LetterDesk;
import dev.afterimage.indexer.plan.Backoff;
import dev.afterimage.indexer.plan.Candidate;
import dev.afterimage.indexer.plan.DocumentKey;
import dev.afterimage.indexer.plan.DocumentSlot;
import dev.afterimage.indexer.plan.EpochBook;
import dev.afterimage.indexer.plan.Settlement;
import dev.afterimage.indexer.plan.Ticket;
import dev.afterimage.indexer.plan.WorkBook;
import dev.afterimage.indexer.status.PipelineEvents;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Works off what the consumer hands over: the one thread to which every decision of this instance is confined.
 *
 * <p>A round runs what came in by the mailbox (records, answers, timers), then moves what is ready one step on: documents into bulk bodies,
 * partial ones to be read first, tables to be prepared. Nothing in it blocks but the wait for the next message.
 */
final class Worker implements Writing.Consequences {
    private static final long LONGEST_WAIT_MS = 50;
    private static final int RECORDS_BETWEEN_SENDS = 500;
    private static final long REFUSED_AGAIN_MS = 2_000;

    private final Limits limits;
    private final LongSupplier clock;
    private final Clock wallClock;
    private final Sink sink;
    private final Mailbox mailbox;
    private final Timers timers;
    private final Tables tables;
    private final Partitions partitions;
    private final WorkBook book;
    private final Parking parking;
    private final SinkGate gate;
    private final Writing writing;
    private final Reading reading;
    private final Preparation preparation;
    private final Truncation truncation;
    private final Control control;
    private final Doors doors;
    private final HandOver handOver;
    private volatile Map<TopicPartition, OffsetAndMetadata> released = Map.of();
    private volatile Set<TopicPartition> closed = Set.of();
    private volatile boolean pressed;
    private volatile boolean running = true;
    private volatile long beatMs;
    private long readySinceMs = -1;

    Worker(
            Limits limits,
            Tables tables,
            EventDecoder decoder,
            DocumentWriter writer,
            Sink sink,
            LetterDesk desk,
            PipelineEvents events,
            Clock wallClock,
            LongSupplier clock,
            RandomGenerator random) {
        this.limits = limits;
        this.clock = clock;
        this.wallClock = wallClock;
        this.sink = sink;
        this.tables = tables;
        this.mailbox = new Mailbox();
        this.handOver = new HandOver(limits);
        this.timers = new Timers(clock);
        this.partitions = new Partitions(limits);
        this.book = new WorkBook(this::settled);
        this.parking = new Parking(desk, sink, events, timers, mailbox, wallClock, random);
        this.gate = new SinkGate(new Backoff(100, 10_000), random);
        this.writing = new Writing(sink, book, tables, writer, gate, limits, mailbox, clock, wallClock, events, this);
        this.reading = new Reading(sink, parking, book, tables, gate, mailbox, clock, events, this);
        this.preparation = new Preparation(sink, book, mailbox, timers, clock, random);
        this.truncation = new Truncation(sink, parking, writing, mailbox, timers, random);
        this.control = new Control(
                sink,
                tables,
                mailbox,
                timers,
                limits.controlMs(),
                partitions::committable,
                this::release,
                this::controlChanged,
                writing::afterAnswersUnderWay);
        Admission admission = new Admission(decoder, tables, book, this::epochs, wallClock, limits.horizonMs());
        this.doors = new Doors(admission, partitions, parking, truncation, control, sink, timers, mailbox, clock);
    }

    private EpochBook epochs() {
        return control.epochs();
    }

    /** Runs until {@link #stop}; called on a thread of its own. */
    void run() {
        control.start();
        new Purging(sink, tables, timers, mailbox, wallClock, limits.horizonMs()).start();
        while (running) {
            try {
                round(waitMs());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** One round; separate for tests that step through it. */
    void round(long waitMs) throws InterruptedException {
        mailbox.runAll(waitMs);
        timers.runDue();
        pump();
        closed = partitions.closed(tables, clock.getAsLong());
        pressed = partitions.pressed();
        beatMs = clock.getAsLong();
    }

    private long waitMs() {
        long most = LONGEST_WAIT_MS;
        if (readySinceMs >= 0 && writing.mayFill()) {
            most = Math.clamp(readySinceMs + limits.lingerMs() - clock.getAsLong(), 0, most);
        }
        return timers.untilNext(most);
    }

    private void pump() {
        while (writing.mayFill() && shouldFill()) {
            DocumentSlot slot = book.take();
            if (slot == null) {
                break;
            }
            step(slot);
        }
        if (writing.mayFill()) { // else what has been begun waits for company until a request has come back
            writing.send();
        }
        reading.pump();
        readySinceMs = book.readyCount() == 0 ? -1 : readySinceMs < 0 ? clock.getAsLong() : readySinceMs;
    }

    private boolean shouldFill() {
        return writing.inFlight() == 0
                || writing.filling()
                || book.readyCount() >= limits.batchCount()
                || readySinceMs >= 0 && clock.getAsLong() - readySinceMs >= limits.lingerMs();
    }

    /** Moves one ready document on. */
    private void step(DocumentSlot slot) {
        Candidate candidate = slot.next();
        if (candidate == null) {
            book.release(slot);
            return;
        }
        Table table = tables.of(candidate);
        long floor = Math.max(table.floor(), control.floor(table.place()));
        if (candidate.version() < floor) {
            candidate = candidate.flooredAt(floor);
            book.revise(slot, candidate);
        }
        Table.Held held = table.held();
        if (table.preparing() || held != null && clock.getAsLong() < held.retryAtMs()) {
            preparation.block(table, slot);
        } else if (!table.ready(
                candidate.image() == null ? null : candidate.image().schema())) {
            preparation.block(table, slot);
            preparation.begin(table, candidate);
        } else if (candidate.needsRead()) {
            reading.complete(slot);
        } else {
            try {
                writing.add(slot, table);
            } catch (EventFailure e) {
                refuse(slot, e, "document");
            } catch (RuntimeException e) {
                refuse(
                        slot,
                        new EventFailure(FailureCategory.UNEXPECTED, "the document cannot be sent", e),
                        "document");
            }
        }
    }

    @Override
    public void refuse(DocumentSlot slot, EventFailure failure, String stage) {
        boolean sent = slot.inFlight() != null;
        Candidate candidate = sent ? slot.inFlight() : slot.next();
        if (candidate == null) {
            book.release(slot);
        } else if (!doors.mayPark(candidate, failure)) {
            // It stays in its place: what comes after it must not be completed without it.
            park(slot, book.keepBack(slot), stage);
            timers.after(REFUSED_AGAIN_MS, () -> book.release(slot));
        } else {
            List<WorkBook.Refused> later = List.of();
            if (sent) {
                later = book.withdrawSent(slot);
            } else {
                book.withdraw(slot);
            }
            doors.refuse(candidate, failure, stage);
            park(slot, later, stage);
            book.release(slot);
        }
    }

    @Override
    public void park(DocumentSlot slot, List<WorkBook.Refused> refused, String stage) {
        for (WorkBook.Refused each : refused) {
            if (doors.mayPark(each.candidate(), each.failure())) {
                doors.refuse(each.candidate(), each.failure(), stage);
            } else {
                doors.stash(each.candidate());
            }
        }
    }

    @Override
    public void judge(DocumentSlot slot) {
        reading.judge(slot);
    }

    @Override
    public void holdTable(Table table, FailureCategory category, String reason) {
        preparation.hold(table, category, reason);
    }

    private void settled(DocumentKey key, Ticket ticket, Settlement as) {
        PartitionWork work = partitions.get(ticket.ledger().partition());
        if (work != null) {
            work.breaker().passed();
        }
        parking.settle(ticket, as);
    }

    private void release(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>(offsets);
        known.keySet().removeIf(partition -> partitions.get(partition) == null);
        released = Map.copyOf(known);
    }

    private void controlChanged() {
        doors.tryAgain(FailureCategory.POSITION_FELL);
        doors.admitStashed();
    }

    // What other threads call.

    /** Hands over what a poll brought. */
    void received(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            var list = records.records(partition);
            for (int from = 0; from < list.size(); from += RECORDS_BETWEEN_SENDS) {
                var some = list.subList(from, Math.min(list.size(), from + RECORDS_BETWEEN_SENDS));
                handOver.given(some);
                mailbox.put(() -> {
                    handOver.taken(some);
                    doors.receive(partition, some);
                    pump();
                });
            }
        }
    }

    /** Forgets partitions that others may be working on. */
    void lost(Set<TopicPartition> gone) {
        mailbox.put(() -> {
            partitions.remove(gone);
            book.forget(ticket -> gone.contains(ticket.ledger().partition()));
            parking.forget(ticket -> gone.contains(ticket.ledger().partition()));
        });
    }

    void execute(Runnable task) {
        mailbox.put(task);
    }

    Partitions partitions() {
        return partitions;
    }

    WorkBook book() {
        return book;
    }

    Control control() {
        return control;
    }

    Doors doors() {
        return doors;
    }

    Tables tables() {
        return tables;
    }

    SinkGate gate() {
        return gate;
    }

    Parking parking() {
        return parking;
    }

    Timers timers() {
        return timers;
    }

    /** Whether every record that was handed over is in a ledger. On the worker's thread. */
    boolean handedOver() {
        return mailbox.isEmpty();
    }

    /** Whether nothing waits to be worked on or is under way for any document. On the worker's thread. */
    boolean idle() {
        return mailbox.isEmpty() && book.size() == 0;
    }

    /** Offsets that may be committed. */
    Map<TopicPartition, OffsetAndMetadata> released() {
        return released;
    }

    /** Partitions to pause. */
    Set<TopicPartition> closed() {
        return closed;
    }

    /** Whether to pause all. */
    boolean pressed() {
        return pressed || handOver.full();
    }

    /** When the worker last came round, by the steady clock. */
    long beatMs() {
        return beatMs;
    }

    void stop() {
        running = false;
    }
}
