package dev.afterimage.indexer.plan;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.RowImage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Plans the writes: takes candidates in, keeps at most one operation per document in flight, lets newer complete images replace older
 * ones before anything is sent, and says how each record ended.
 *
 * <p>Pure: no clock, no I/O. Not thread-safe; confined to one thread.
 */
public final class WorkBook {
    /** Learns how each record ended. */
    @FunctionalInterface
    public interface Settlements {
        void settled(DocumentKey key, Ticket ticket, Settlement as);
    }

    private final Map<DocumentKey, DocumentSlot> slots = new HashMap<>();
    private final ArrayDeque<DocumentSlot> ready = new ArrayDeque<>();
    private final Settlements settlements;

    public WorkBook(Settlements settlements) {
        this.settlements = settlements;
    }

    /**
     * Takes a candidate in.
     *
     * @throws EventFailure if it cannot be told from what waits for the same document; nothing was taken in then
     */
    public void admit(DocumentKey key, Candidate candidate) throws EventFailure {
        DocumentSlot slot = slots.computeIfAbsent(key, DocumentSlot::new);
        add(slot, candidate);
        if (slot.phase() == DocumentSlot.Phase.IDLE) {
            enqueue(slot);
        }
    }

    private static void add(DocumentSlot slot, Candidate candidate) throws EventFailure {
        Candidate before = slot.next();
        if (before == null) {
            slot.insert(candidate);
            return;
        }
        switch (ConflictRule.judge(candidate, before.asStored())) {
            case Judgement.Newer(long version, long snapshot) ->
                slot.insert(completed(candidate.judged(version, snapshot), before));
            case Judgement.Superseded(long version, long snapshot) -> {
                if (candidate.placeHangsOnRefused(before)) {
                    throw new EventFailure(
                            FailureCategory.BEHIND_PARKED,
                            "only the row of the snapshot tells the place of an event of the transaction after it, and that may be"
                                    + " parked");
                }
                slot.insert(candidate.judged(version, snapshot));
            }
            case Judgement.Foreign(String source) ->
                throw new EventFailure(
                        FailureCategory.FOREIGN_SOURCE,
                        "the document of this key belongs to source " + source
                                + ": put the source into the ids, or declare the sources' keys disjoint");
            case Judgement.Ambiguous() ->
                throw new EventFailure(
                        FailureCategory.POSITION_AMBIGUOUS,
                        "nothing tells whether this event of the first transaction after a snapshot is newer"
                                + " than the image from another partition");
        }
    }

    private static Candidate completed(Candidate newer, Candidate before) {
        RowImage image = newer.image();
        RowImage older = before.image();
        if (image == null || image.complete() || older == null) {
            return newer;
        }
        return newer.joinedWith(before, older);
    }

    private void enqueue(DocumentSlot slot) {
        slot.phase(DocumentSlot.Phase.READY);
        ready.addLast(slot);
    }

    /** The next document to work on, now busy until one of the calls below ends its round; null if none is ready. */
    public @Nullable DocumentSlot take() {
        DocumentSlot slot;
        while ((slot = ready.pollFirst()) != null) {
            if (slot.next() != null) {
                slot.phase(DocumentSlot.Phase.BUSY);
                return slot;
            }
            drop(slot);
        }
        return null;
    }

    /** Documents ready to be worked on. */
    public int readyCount() {
        return ready.size();
    }

    /** Documents with anything under way. */
    public int size() {
        return slots.size();
    }

    /** Begins the write of the slot's newest candidate. */
    public Candidate send(DocumentSlot slot) {
        slot.moveToSent();
        Candidate candidate = slot.inFlight();
        if (candidate == null) {
            throw new IllegalStateException("nothing waits for " + slot.key());
        }
        return candidate;
    }

    /** The write in flight was done. */
    public void applied(DocumentSlot slot) {
        List<Candidate> done = slot.clearSent();
        for (int i = 0; i < done.size(); i++) {
            boolean written = i == done.size() - 1 && !done.get(i).floored();
            settlements.settled(slot.key(), done.get(i).ticket(), written ? Settlement.APPLIED : Settlement.SUPERSEDED);
        }
        endRound(slot);
    }

    /** The index holds something newer than what was in flight. */
    public void superseded(DocumentSlot slot) {
        for (Candidate candidate : slot.clearSent()) {
            settlements.settled(slot.key(), candidate.ticket(), Settlement.SUPERSEDED);
        }
        endRound(slot);
    }

    /**
     * What was in flight did not get through: it waits again, together with what came meanwhile.
     *
     * @return those of the latter that cannot be told from it, to be parked
     */
    public List<Refused> takeBack(DocumentSlot slot) {
        List<Refused> refused = keepBack(slot);
        endRound(slot);
        return refused;
    }

    /** The same, and the slot stays busy until {@link #release}. */
    public List<Refused> keepBack(DocumentSlot slot) {
        return slot.inFlight() == null ? List.of() : merge(slot, slot.takeBack());
    }

    /** A candidate that cannot be admitted, and why. */
    public record Refused(Candidate candidate, EventFailure failure) {}

    private static List<Refused> merge(DocumentSlot slot, List<Candidate> later) {
        List<Refused> refused = new ArrayList<>();
        for (Candidate candidate : later) {
            try {
                add(slot, candidate);
            } catch (EventFailure e) {
                refused.add(new Refused(candidate, e));
            }
        }
        return refused;
    }

    /** Takes the newest waiting candidate out, for parking; the slot stays busy until {@link #release}. */
    public void withdraw(DocumentSlot slot) {
        slot.removeNext().ticket().refused();
    }

    /**
     * The candidate in flight proved impossible and is taken out, for parking: those that it had replaced wait again; the slot stays busy
     * until {@link #release}.
     *
     * @return those that came meanwhile and cannot be told from these, to be parked
     */
    public List<Refused> withdrawSent(DocumentSlot slot) {
        List<Candidate> later = slot.takeBack();
        withdraw(slot);
        return merge(slot, later);
    }

    /** Replaces the newest waiting candidate by itself with a better version or base. */
    public void revise(DocumentSlot slot, Candidate better) {
        slot.replaceNext(better);
    }

    /** Replaces the candidate in flight by itself with a better version. */
    public void reviseSent(DocumentSlot slot, Candidate better) {
        slot.replaceSent(better);
    }

    /** All that waits for the document is older than what is stored. */
    public void supersededWaiting(DocumentSlot slot) {
        slot.moveToSent();
        superseded(slot);
    }

    /** Ends the round of a slot without a write: what waits is ready again. */
    public void release(DocumentSlot slot) {
        endRound(slot);
    }

    private void endRound(DocumentSlot slot) {
        if (slot.next() == null) {
            drop(slot);
        } else {
            enqueue(slot);
        }
    }

    private void drop(DocumentSlot slot) {
        slot.phase(DocumentSlot.Phase.IDLE);
        slots.remove(slot.key());
    }

    /** Forgets what waits and is of no concern any more, as after the loss of a partition; what is in flight runs its course. */
    public void forget(Predicate<Ticket> gone) {
        Iterator<DocumentSlot> all = slots.values().iterator();
        while (all.hasNext()) {
            DocumentSlot slot = all.next();
            slot.waiting().removeIf(candidate -> gone.test(candidate.ticket()));
            if (slot.next() == null && slot.phase() == DocumentSlot.Phase.READY) {
                ready.remove(slot);
                all.remove();
            }
        }
    }
}
