package dev.afterimage.indexer.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is under way for one document: the candidates that wait and, apart from them, those whose write is in flight.
 *
 * <p>At most one write is in flight for a document, so a retried item never overtakes its successor. Both lists are in rising version; the
 * last one is what is (or was) written, the others are superseded by it, and are fallen back to if it proves impossible to write.
 * Not thread-safe.
 */
public final class DocumentSlot {
    /** Where the slot is in its round. */
    enum Phase {
        /** Nothing waits. */
        IDLE,
        /** It stands in the ready queue. */
        READY,
        /** Somebody works on it: a write, a read or a parking. */
        BUSY
    }

    private final DocumentKey key;
    private List<Candidate> waiting = new ArrayList<>(1);
    private List<Candidate> sent = List.of();
    private Phase phase = Phase.IDLE;

    DocumentSlot(DocumentKey key) {
        this.key = key;
    }

    public DocumentKey key() {
        return key;
    }

    /** What would be written next, or null. */
    public @Nullable Candidate next() {
        return waiting.isEmpty() ? null : waiting.getLast();
    }

    /** What is being written, or null. */
    public @Nullable Candidate inFlight() {
        return sent.isEmpty() ? null : sent.getLast();
    }

    /** What waits behind {@link #next}, the newest first. */
    public List<Candidate> olderThanNext() {
        return waiting.isEmpty()
                ? List.of()
                : List.copyOf(waiting.subList(0, waiting.size() - 1).reversed());
    }

    Phase phase() {
        return phase;
    }

    void phase(Phase now) {
        phase = now;
    }

    List<Candidate> waiting() {
        return waiting;
    }

    List<Candidate> sent() {
        return sent;
    }

    /** Puts a candidate into its place by version; among equals the later one counts as newer. */
    void insert(Candidate candidate) {
        int at = waiting.size();
        while (at > 0 && isNewer(waiting.get(at - 1), candidate)) {
            at--;
        }
        waiting.add(at, candidate);
    }

    private static boolean isNewer(Candidate there, Candidate candidate) {
        return there.version() > candidate.version()
                || there.version() == candidate.version() && there.order() > candidate.order();
    }

    void replaceNext(Candidate candidate) {
        waiting.set(waiting.size() - 1, candidate);
    }

    void replaceSent(Candidate candidate) {
        sent.set(sent.size() - 1, candidate);
    }

    Candidate removeNext() {
        return waiting.removeLast();
    }

    void moveToSent() {
        sent = waiting;
        waiting = new ArrayList<>(1);
    }

    /** Makes what was sent wait again, and returns what had come meanwhile, to be judged against it. */
    List<Candidate> takeBack() {
        List<Candidate> later = waiting;
        waiting = new ArrayList<>(sent);
        sent = List.of();
        return later;
    }

    List<Candidate> clearSent() {
        List<Candidate> done = sent;
        sent = List.of();
        return done;
    }
}
