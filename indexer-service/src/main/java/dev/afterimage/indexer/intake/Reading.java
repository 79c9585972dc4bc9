package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.indexer.document.Projection;
import dev.afterimage.indexer.park.ParkedKey;
import dev.afterimage.indexer.plan.Candidate;
import dev.afterimage.indexer.plan.Completion;
import dev.afterimage.indexer.plan.ConflictRule;
import dev.afterimage.indexer.plan.DocumentKey;
import dev.afterimage.indexer.plan.DocumentSlot;
import dev.afterimage.indexer.plan.Judgement;
import dev.afterimage.indexer.plan.ParkedMark;
import dev.afterimage.indexer.plan.StoredImage;
import dev.afterimage.indexer.plan.WorkBook;
import dev.afterimage.indexer.status.ConflictCause;
import dev.afterimage.indexer.status.PipelineEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is stored, for the few events that cannot be written without: partial images, soft deletes, late redeliveries, and conflicts
 * at a snapshot's boundary. Confined to the worker.
 */
final class Reading {
    private static final int MAX_KEYS = 200;

    private final Sink sink;
    private final Parking parking;
    private final WorkBook book;
    private final Tables tables;
    private final SinkGate gate;
    private final Mailbox mailbox;
    private final LongSupplier clock;
    private final PipelineEvents events;
    private final Writing.Consequences consequences;
    private final List<DocumentSlot> toComplete = new ArrayList<>();
    private final List<DocumentSlot> toJudge = new ArrayList<>();
    private boolean underWay;

    Reading(
            Sink sink,
            Parking parking,
            WorkBook book,
            Tables tables,
            SinkGate gate,
            Mailbox mailbox,
            LongSupplier clock,
            PipelineEvents events,
            Writing.Consequences consequences) {
        this.sink = sink;
        this.parking = parking;
        this.book = book;
        this.tables = tables;
        this.gate = gate;
        this.mailbox = mailbox;
        this.clock = clock;
        this.events = events;
        this.consequences = consequences;
    }

    /** The slot's newest waiting candidate needs the stored document. */
    void complete(DocumentSlot slot) {
        toComplete.add(slot);
    }

    /** The candidate in flight met a conflict that only the stored document explains. */
    void judge(DocumentSlot slot) {
        toJudge.add(slot);
    }

    boolean idle() {
        return !underWay && toComplete.isEmpty() && toJudge.isEmpty();
    }

    /** Sends one read for what has gathered, if none is under way. */
    void pump() {
        if (underWay || toComplete.isEmpty() && toJudge.isEmpty() || !gate.open(clock.getAsLong(), 0)) {
            return;
        }
        List<DocumentSlot> completing = take(toComplete);
        List<DocumentSlot> judging = take(toJudge);
        List<DocumentKey> keys = new ArrayList<>();
        completing.forEach(slot -> keys.add(slot.key()));
        judging.forEach(slot -> keys.add(slot.key()));
        underWay = true;
        parking.beginRead();
        // Marks before documents: who mends a parked event writes it and takes the mark away then, so where none is
        // seen its document is.
        sink.parked(completing.stream().map(Reading::parkedKey).toList())
                .thenCompose(parked -> sink.fetch(keys, !completing.isEmpty()).thenApply(stored -> (Runnable) () -> {
                    for (int i = 0; i < completing.size(); i++) {
                        DocumentSlot slot = completing.get(i);
                        completed(slot, stored.get(i), parking.withThoseUnderWay(parkedKey(slot), parked.get(i)));
                    }
                    for (int i = 0; i < judging.size(); i++) {
                        judged(judging.get(i), stored.get(completing.size() + i));
                    }
                }))
                .whenComplete((then, error) -> mailbox.put(() -> {
                    underWay = false;
                    if (error == null) {
                        then.run();
                    } else {
                        EventFailure failure = Failures.of(error);
                        gate.troubled(failure.category(), String.valueOf(failure.getMessage()), clock.getAsLong());
                        toComplete.addAll(0, completing);
                        toJudge.addAll(0, judging);
                    }
                    parking.endRead();
                }));
    }

    private static String parkedKey(DocumentSlot slot) {
        Candidate candidate = slot.next();
        String name = candidate == null
                ? null
                : ParkedKey.of(
                        candidate.at().topic(), candidate.ticket().record().key());
        return name == null ? "" : name;
    }

    private static List<DocumentSlot> take(List<DocumentSlot> from) {
        List<DocumentSlot> some = from.subList(0, Math.min(from.size(), MAX_KEYS));
        List<DocumentSlot> taken = new ArrayList<>(some);
        some.clear();
        return taken;
    }

    private void completed(DocumentSlot slot, Sink.Stored stored, List<ParkedMark> parked) {
        Candidate candidate = slot.next();
        if (candidate == null) {
            book.release(slot);
            return;
        }
        try {
            StoredImage image = stored.image();
            if (candidate.position().commitUnknown()
                    && parked.stream().anyMatch(mark -> mark.holdsBack(candidate, image))) {
                throw new EventFailure(
                        FailureCategory.BEHIND_PARKED,
                        "only the row of the snapshot tells the place of an event of the transaction after it, and an earlier event"
                                + " of the key is parked");
            }
            if (image != null) {
                switch (ConflictRule.judge(candidate, image)) {
                    case Judgement.Newer(long version, long snapshot) ->
                        complete(slot, candidate.judged(version, snapshot), stored, parked);
                    case Judgement.Superseded superseded -> book.supersededWaiting(slot);
                    case Judgement.Foreign(String source) -> throw foreign(source);
                    case Judgement.Ambiguous() -> throw ambiguous();
                }
            } else {
                complete(slot, candidate, stored, parked);
            }
        } catch (EventFailure e) {
            consequences.refuse(slot, e, "complete");
        }
    }

    private void complete(DocumentSlot slot, Candidate candidate, Sink.Stored stored, List<ParkedMark> parked)
            throws EventFailure {
        if (stored.image() == null && candidate.ticket().late()) {
            throw new EventFailure(
                    FailureCategory.BEYOND_DELETE_MEMORY,
                    "the event is older than the delete memory and nothing is stored under its key: it may have been deleted"
                            + " since; read the key anew from the source");
        }
        RowImage image = candidate.image();
        if (image != null) {
            Projection columns = tables.of(candidate).projection(image.schema());
            settleOn(
                    slot,
                    new Completion(slot.olderThanNext(), stored.image(), stored.fields(), parked, columns)
                            .of(candidate));
        } else {
            settleOn(slot, candidate.checked());
        }
    }

    private void settleOn(DocumentSlot slot, Candidate better) {
        book.revise(slot, better);
        book.release(slot);
    }

    private void judged(DocumentSlot slot, Sink.Stored stored) {
        Candidate candidate = slot.inFlight();
        StoredImage image = stored.image();
        if (candidate == null || image == null) {
            book.superseded(slot);
            return;
        }
        switch (ConflictRule.judge(candidate, image)) {
            case Judgement.Newer(long version, long snapshot) -> {
                events.conflict(ConflictCause.AFTER_SNAPSHOT);
                book.reviseSent(slot, candidate.judged(version, snapshot));
                consequences.park(slot, book.takeBack(slot), "plan");
            }
            case Judgement.Superseded superseded -> {
                events.conflict(ConflictCause.OLDER);
                book.superseded(slot);
            }
            case Judgement.Foreign(String source) -> {
                events.conflict(ConflictCause.FOREIGN_SOURCE);
                consequences.refuse(slot, foreign(source), "judge");
            }
            case Judgement.Ambiguous() -> {
                events.conflict(ConflictCause.AMBIGUOUS);
                consequences.refuse(slot, ambiguous(), "judge");
            }
        }
    }

    private static EventFailure foreign(@Nullable String source) {
        return new EventFailure(
                FailureCategory.FOREIGN_SOURCE,
                "the document of this key belongs to source " + source
                        + ": put the source into the ids, or declare the sources' keys disjoint");
    }

    private static EventFailure ambiguous() {
        return new EventFailure(
                FailureCategory.POSITION_AMBIGUOUS,
                "nothing tells whether this event of the first transaction after a snapshot is newer than what is stored");
    }
}
