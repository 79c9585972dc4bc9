package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.deadletter.Disposition;
import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.position.SnapshotKind;
import dev.afterimage.indexer.document.ByteWriter;
import dev.afterimage.indexer.document.DocumentWriter;
import dev.afterimage.indexer.document.Projection;
import dev.afterimage.indexer.index.BulkAnswer;
import dev.afterimage.indexer.index.BulkBody;
import dev.afterimage.indexer.index.ItemVerdict;
import dev.afterimage.indexer.plan.Candidate;
import dev.afterimage.indexer.plan.DocumentSlot;
import dev.afterimage.indexer.plan.WorkBook;
import dev.afterimage.indexer.status.ConflictCause;
import dev.afterimage.indexer.status.PipelineEvents;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Fills bulk bodies with what is ready, sends them, and deals with each item's answer.
 *
 * <p>A body goes out when it is full, or when none is under way, or when its operations have waited for company long enough: under load
 * bodies grow, and alone an operation goes at once. Confined to the worker.
 */
final class Writing {
    /** What an item's answer leads to outside of writing. */
    interface Consequences {
        /** The slot's newest candidate, in flight or waiting, cannot be written: parks it and ends the slot's round. */
        void refuse(DocumentSlot slot, EventFailure failure, String stage);

        /** Parks candidates that met their elders too late to be admitted; the slot goes its way. */
        void park(DocumentSlot slot, List<WorkBook.Refused> refused, String stage);

        /** Finds out whether a conflict at a snapshot's boundary is one. */
        void judge(DocumentSlot slot);

        /** Holds a table whose index is in trouble. */
        void holdTable(Table table, FailureCategory category, String reason);
    }

    /** Who waits until the bodies up to a number are answered. */
    private record Awaiting(long lastSent, Runnable then) {}

    private final Sink sink;
    private final WorkBook book;
    private final Tables tables;
    private final DocumentWriter writer;
    private final SinkGate gate;
    private final Limits limits;
    private final Mailbox mailbox;
    private final LongSupplier clock;
    private final Clock wallClock;
    private final PipelineEvents events;
    private final Consequences consequences;
    private final ByteWriter document = new ByteWriter(64 << 10);
    private final ArrayDeque<BulkBody> bodies = new ArrayDeque<>();
    private @Nullable BulkBody filling;
    private List<DocumentSlot> slots = new ArrayList<>();
    private final TreeSet<Long> unanswered = new TreeSet<>();
    private int inFlight;
    private final ArrayDeque<Awaiting> awaitingAnswers = new ArrayDeque<>();
    private long sentCount;
    private int bulkBytes;

    Writing(
            Sink sink,
            WorkBook book,
            Tables tables,
            DocumentWriter writer,
            SinkGate gate,
            Limits limits,
            Mailbox mailbox,
            LongSupplier clock,
            Clock wallClock,
            PipelineEvents events,
            Consequences consequences) {
        this.sink = sink;
        this.book = book;
        this.tables = tables;
        this.writer = writer;
        this.gate = gate;
        this.limits = limits;
        this.mailbox = mailbox;
        this.clock = clock;
        this.wallClock = wallClock;
        this.events = events;
        this.consequences = consequences;
        this.bulkBytes = limits.bulkBytes();
    }

    int inFlight() {
        return inFlight;
    }

    /** Calls back once every body that is under way now has been answered; at once if none is. */
    void afterAnswersUnderWay(Runnable then) {
        if (unanswered.isEmpty()) {
            then.run();
        } else {
            awaitingAnswers.addLast(new Awaiting(sentCount, then));
        }
    }

    private void answersCame() {
        long answered = unanswered.isEmpty() ? sentCount : unanswered.first() - 1;
        while (!awaitingAnswers.isEmpty() && awaitingAnswers.getFirst().lastSent() <= answered) {
            awaitingAnswers.removeFirst().then().run();
        }
    }

    /** Whether a body is being filled. */
    boolean filling() {
        return filling != null;
    }

    /** Whether another body may be filled now. */
    boolean mayFill() {
        return inFlight < limits.inFlight() && gate.open(clock.getAsLong(), inFlight);
    }

    /**
     * Adds the slot's newest candidate to the body being filled, and sends the body if it is full.
     *
     * @throws EventFailure if the document cannot be sent at all; nothing was added then
     */
    void add(DocumentSlot slot, Table table) throws EventFailure {
        Candidate candidate = slot.next();
        if (candidate == null) {
            throw new IllegalStateException("nothing waits for a document that was to be written");
        }
        write(candidate, table);
        if (filling != null && filling.size() + document.length() > bulkBytes && filling.count() > 0) {
            send();
        }
        if (filling == null) {
            filling = bodies.isEmpty() ? new BulkBody(limits.bulkBytes()) : bodies.removeFirst();
        }
        filling.add(
                slot.key().index(),
                slot.key().id(),
                slot.key().routing(),
                candidate.version(),
                document.bytes(),
                0,
                document.length());
        book.send(slot);
        slots.add(slot);
        if (filling.size() >= bulkBytes || filling.count() >= limits.bulkCount()) {
            send();
        }
    }

    private void write(Candidate candidate, Table table) throws EventFailure {
        RowImage image = candidate.image();
        Projection projection = image == null ? null : table.projection(image.schema());
        document.clear();
        try {
            writer.write(candidate, projection, document);
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new EventFailure(FailureCategory.UNEXPECTED, "the document cannot be written", e);
        }
        if (document.length() > limits.documentBytes()) {
            throw new EventFailure(
                    FailureCategory.TOO_LARGE,
                    "the document has " + document.length() + " bytes, over the limit of " + limits.documentBytes());
        }
    }

    /** Sends what has been filled, if anything. */
    void send() {
        BulkBody body = filling;
        if (body == null || body.count() == 0) {
            return;
        }
        List<DocumentSlot> carried = slots;
        filling = null;
        slots = new ArrayList<>(carried.size());
        inFlight++;
        long number = ++sentCount;
        unanswered.add(number);
        long sentAt = System.nanoTime();
        int count = body.count();
        int bytes = body.size();
        sink.send(body)
                .whenComplete((answer, error) -> mailbox.put(() -> {
                    inFlight--;
                    unanswered.remove(number);
                    events.bulk(count, bytes, System.nanoTime() - sentAt);
                    BulkAnswer known = error == null
                            ? answer
                            : new BulkAnswer.Refused(FailureCategory.SINK_UNAVAILABLE, String.valueOf(error), false);
                    switch (known) {
                        case BulkAnswer.Answered answered -> answered(carried, answered);
                        case BulkAnswer.Refused refused -> refused(carried, refused);
                    }
                    body.clear();
                    if (bodies.size() < limits.inFlight()) {
                        bodies.addLast(body);
                    }
                    answersCame();
                }));
    }

    private void answered(List<DocumentSlot> carried, BulkAnswer.Answered answer) {
        bulkBytes = Math.min(limits.bulkBytes(), bulkBytes * 2);
        if (answer.allOk()) {
            gate.well();
            for (DocumentSlot slot : carried) {
                written(slot);
            }
            return;
        }
        EventFailure trouble = null;
        boolean any = false;
        int again = 0;
        for (int i = 0; i < carried.size(); i++) {
            DocumentSlot slot = carried.get(i);
            switch (answer.verdict(i)) {
                case ItemVerdict.Ok() -> {
                    any = true;
                    written(slot);
                }
                case ItemVerdict.Conflict() -> {
                    any = true;
                    conflict(slot);
                }
                case ItemVerdict.Failed(FailureCategory category, String message) -> {
                    EventFailure failure = new EventFailure(category, message);
                    if (category.disposition() == Disposition.PARK) {
                        any = true;
                        consequences.refuse(slot, failure, "index");
                    } else {
                        trouble = again(slot, failure, trouble);
                        again++;
                    }
                }
            }
        }
        if (trouble != null) {
            events.retried(trouble.category());
            if (any) {
                gate.strained((double) again / carried.size(), clock.getAsLong());
            } else {
                gate.troubled(trouble.category(), String.valueOf(trouble.getMessage()), clock.getAsLong());
            }
        } else if (any) {
            gate.well();
        }
    }

    private @Nullable EventFailure again(DocumentSlot slot, EventFailure failure, @Nullable EventFailure trouble) {
        Candidate candidate = slot.inFlight();
        Table table = candidate == null ? null : tables.of(candidate);
        consequences.park(slot, book.takeBack(slot), "plan");
        if (failure.category() == FailureCategory.INDEX_UNAVAILABLE && table != null) {
            consequences.holdTable(table, failure.category(), String.valueOf(failure.getMessage()));
            return trouble;
        }
        return failure;
    }

    private void written(DocumentSlot slot) {
        Candidate candidate = slot.inFlight();
        if (candidate != null) {
            long committedAt = candidate.position().snapshot() == SnapshotKind.NONE
                    ? candidate.event().origin().committedAt()
                    : 0;
            events.indexed(committedAt, candidate.at().timestamp(), wallClock.millis());
        }
        book.applied(slot);
    }

    private void conflict(DocumentSlot slot) {
        Candidate candidate = slot.inFlight();
        if (candidate == null) {
            throw new IllegalStateException("an answer came for a document that nothing was sent of");
        }
        if (candidate.position().commitUnknown()
                || tables.of(candidate).options().disjointKeys()) {
            consequences.judge(slot);
        } else {
            events.conflict(ConflictCause.OLDER);
            book.superseded(slot);
        }
    }

    private void refused(List<DocumentSlot> carried, BulkAnswer.Refused refused) {
        EventFailure failure = new EventFailure(refused.category(), refused.message());
        if (refused.splittable() && carried.size() == 1) {
            consequences.refuse(carried.getFirst(), failure, "index");
            return;
        }
        for (DocumentSlot slot : carried) {
            consequences.park(slot, book.takeBack(slot), "plan");
        }
        events.retried(refused.category());
        if (refused.splittable()) {
            bulkBytes = Math.max(1, bulkBytes / 2);
        } else {
            gate.troubled(refused.category(), refused.message(), clock.getAsLong());
        }
    }
}
