package dev.afterimage.txn.assembly;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one transaction that has not left yet: counts, never the events themselves, so that its size does not grow with them.
 *
 * <p>Used by one thread at a time.
 */
public final class OpenTransaction {
    /** More unreadable records than this are counted among these. */
    static final int MOST_LOST = 20;

    private final TransactionKey key;
    private final long serial;
    private final Map<String, Long> counts = new TreeMap<>();
    private final List<Piece.Lost> lost = new ArrayList<>();
    private final Orders orders = new Orders();
    private Piece.@Nullable Begin begin;
    private Piece.@Nullable End end;
    private boolean contradicted;
    private boolean numbered;
    private long committedAt;
    private long rows;
    private long bytes;
    private long previousCommit = Piece.UNKNOWN;
    private long sourceCommit = Piece.UNKNOWN;
    private Times times;
    private Phase phase = Phase.OPEN;
    private Progress progress = Progress.START;
    private @Nullable ProbableCause cause;

    /**
     * A transaction of which nothing is known yet but that a piece of it came.
     *
     * @param serial tells it from others of the same key that have not left yet; 0 or more
     */
    public OpenTransaction(TransactionKey key, long serial, Piece first, long streamMs, long wallMs) {
        this(key, serial, first.at(), first.position() != Piece.UNKNOWN, new Times(streamMs, wallMs, streamMs, wallMs));
    }

    OpenTransaction(TransactionKey key, long serial, long committedAt, boolean numbered, Times times) {
        this.key = key;
        this.serial = serial;
        this.committedAt = committedAt;
        this.numbered = numbered;
        this.times = times;
    }

    /** How a piece of the same key stands to this transaction. */
    public Relation relation(Piece piece) {
        return generation().relation(piece);
    }

    public Generation generation() {
        Piece.End known = end;
        return new Generation(committedAt, known == null ? Piece.UNKNOWN : known.position(), numbered);
    }

    /**
     * Takes a row.
     *
     * @param known the fingerprint of the event that holds its order already, or null where none does
     */
    public Taken take(Piece.Row row, @Nullable Long known) {
        if (known != null) {
            if (known == row.fingerprint()) {
                return Taken.DUPLICATE;
            }
            contradicted = true;
            return Taken.CONTRADICTION;
        }
        identify(row);
        orders.add(row.order());
        counts.merge(row.collection(), 1L, Long::sum);
        rows++;
        bytes += row.json().length;
        previousCommit = Math.max(previousCommit, row.previousCommit());
        sourceCommit = Math.max(sourceCommit, row.sourceCommit());
        return Taken.NEW;
    }

    /** Takes a BEGIN; a second one, as redelivery brings it, changes nothing. */
    public Taken take(Piece.Begin one) {
        if (begin != null) {
            return Taken.DUPLICATE;
        }
        identify(one);
        begin = one;
        return Taken.NEW;
    }

    /** Takes an END. One that counts otherwise than an earlier one leaves it unknown which of them is right. */
    public Taken take(Piece.End one) {
        Piece.End known = end;
        if (known == null) {
            identify(one);
            end = one;
            lost.removeIf(other -> other.collection().equals(Piece.Lost.BOUNDARY));
            return Taken.NEW;
        }
        if (known.events() == one.events() && known.counts().equals(one.counts())) {
            return Taken.DUPLICATE;
        }
        contradicted = true;
        return Taken.CONTRADICTION;
    }

    /** What an unreadable record told first says nothing of when the transaction was committed. */
    private void identify(Piece piece) {
        if (rows == 0 && begin == null && end == null) {
            committedAt = piece.at();
            numbered = piece.position() != Piece.UNKNOWN;
        }
    }

    /**
     * Takes word of a record that could not be read.
     *
     * @param there whether the event at its place came before, as redelivery may bring it
     */
    public Taken take(Piece.Lost one, boolean there) {
        boolean endIsKnown = end != null && one.collection().equals(Piece.Lost.BOUNDARY);
        if (there
                || endIsKnown
                || lost.stream().anyMatch(other -> other.record().equals(one.record()))) {
            return Taken.DUPLICATE;
        }
        if (lost.size() < MOST_LOST) {
            lost.add(one);
        }
        return Taken.NEW;
    }

    /** An event came that may be one of those that could not be read before: redriven, or delivered anew. */
    public void healed(Piece.Row row) {
        lost.removeIf(one -> one.order() == row.order() || one.record().equals(row.record()));
    }

    /** Notes when a piece came, and by its position and time which of the transactions of its number this is, where that was not known. */
    public void touched(Piece piece, long streamMs, long wallMs) {
        if (!numbered && piece.position() != Piece.UNKNOWN) {
            numbered = true;
            committedAt = piece.at();
        }
        times = new Times(times.firstStream(), times.firstWall(), Math.max(times.lastStream(), streamMs), wallMs);
    }

    /**
     * Whether every event that the source counted in the collections consumed has come, and no more.
     *
     * @param consumed the collections whose topics are read; others are known and not waited for
     */
    public boolean whole(Predicate<String> consumed) {
        Piece.End known = end;
        if (known == null || contradicted || !lost.isEmpty()) {
            return false;
        }
        long expected = 0;
        for (Map.Entry<String, Long> entry : known.counts().entrySet()) {
            if (consumed.test(entry.getKey())) {
                expected += entry.getValue();
                if (!counts.getOrDefault(entry.getKey(), 0L).equals(entry.getValue())) {
                    return false;
                }
            }
        }
        return expected == rows;
    }

    /** What is missing of each consumed collection, by the source's count; empty while that is not known. */
    public Map<String, Long> missing(Predicate<String> consumed) {
        Piece.End known = end;
        if (known == null) {
            return Map.of();
        }
        Map<String, Long> missing = new TreeMap<>();
        known.counts().forEach((collection, expected) -> {
            long lacking = expected - counts.getOrDefault(collection, 0L);
            if (lacking > 0 && consumed.test(collection)) {
                missing.put(collection, lacking);
            }
        });
        return missing;
    }

    /** The collections with events in this transaction that are not consumed here, with the source's count. */
    public Map<String, Long> notConsumed(Predicate<String> consumed) {
        Piece.End known = end;
        if (known == null) {
            return Map.of();
        }
        Map<String, Long> others = new TreeMap<>(known.counts());
        others.keySet().removeIf(consumed);
        return others;
    }

    /** How many events of the consumed collections the source counted, or -1 while that is not known. */
    public long expected(Predicate<String> consumed) {
        Piece.End known = end;
        return known == null
                ? -1
                : known.counts().entrySet().stream()
                        .filter(entry -> consumed.test(entry.getKey()))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
    }

    public void enter(Phase next) {
        phase = next;
    }

    public void giveUp(ProbableCause why) {
        cause = why;
        phase = Phase.LEAVING_INCOMPLETE;
    }

    public void progressed(Progress further) {
        progress = further;
    }

    public TransactionKey key() {
        return key;
    }

    /** Which of the transactions of the same key that have not left yet. */
    public long serial() {
        return serial;
    }

    /** Whether events may still join it. */
    public boolean open() {
        return phase == Phase.OPEN;
    }

    /** What is remembered of it when it has left. */
    public Departed departed(long at) {
        Piece.End known = end;
        ProbableCause why = cause;
        return new Departed(
                id(),
                why == null,
                generation(),
                known == null ? -1 : known.events(),
                rows,
                committedAt(),
                at,
                why == null ? "" : why.name());
    }

    /** The id that no other transaction has, as soon as the END is known; until then the correlation. */
    public String id() {
        return end == null ? key.correlation() : end.id();
    }

    /** The position of the commit: the END's, or what the events tell; {@link Piece#UNKNOWN} where neither does. */
    public long commit() {
        return end != null && end.position() != Piece.UNKNOWN ? end.position() : sourceCommit;
    }

    public long previousCommit() {
        return previousCommit;
    }

    /**
     * How early it may have been committed: its commit, or the one before it, or its first position known; {@link Piece#UNKNOWN} where nothing is.
     */
    public long earliestCommit() {
        if (commit() != Piece.UNKNOWN) {
            return commit();
        }
        Piece.Begin known = begin;
        return previousCommit == Piece.UNKNOWN && known != null ? known.position() : previousCommit;
    }

    public long committedAt() {
        return end == null ? committedAt : end.at();
    }

    public Map<String, Long> counts() {
        return Collections.unmodifiableMap(counts);
    }

    public long rows() {
        return rows;
    }

    /** Whether an event may hold this place of it; false is certain. */
    public boolean mayHave(long order) {
        return orders.mayHave(order);
    }

    /** Whether {@link #forEachOrder} knows all places that are taken. */
    public boolean ordersKnown() {
        return orders.known();
    }

    /** Goes through the places that are taken, rising. */
    public void forEachOrder(LongConsumer consumer) {
        orders.forEach(consumer);
    }

    Orders orders() {
        return orders;
    }

    /** Bytes of the events' JSON. */
    public long bytes() {
        return bytes;
    }

    public Piece.@Nullable Begin begin() {
        return begin;
    }

    public Piece.@Nullable End end() {
        return end;
    }

    public boolean contradicted() {
        return contradicted;
    }

    public List<Piece.Lost> lost() {
        return Collections.unmodifiableList(lost);
    }

    public Times times() {
        return times;
    }

    public Phase phase() {
        return phase;
    }

    public Progress progress() {
        return progress;
    }

    /** Why it was given up, or null. */
    public @Nullable ProbableCause cause() {
        return cause;
    }

    boolean numbered() {
        return numbered;
    }

    /** The time of commit that the first piece told. */
    long firstAt() {
        return committedAt;
    }

    long sourceCommit() {
        return sourceCommit;
    }

    /** Sets what {@link StateCodec} has read. */
    OpenTransaction restore(
            Map<String, Long> someCounts,
            List<Piece.Lost> someLost,
            Piece.@Nullable Begin someBegin,
            Piece.@Nullable End someEnd,
            boolean wasContradicted,
            long[] numbers,
            Phase somePhase,
            Progress someProgress,
            @Nullable ProbableCause someCause) {
        counts.putAll(someCounts);
        lost.addAll(someLost);
        begin = someBegin;
        end = someEnd;
        contradicted = wasContradicted;
        rows = numbers[0];
        bytes = numbers[1];
        previousCommit = numbers[2];
        sourceCommit = numbers[3];
        phase = somePhase;
        progress = someProgress;
        cause = someCause;
        return this;
    }
}
