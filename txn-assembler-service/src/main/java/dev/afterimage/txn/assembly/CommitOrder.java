package dev.afterimage.txn.assembly;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets the whole transactions of each source leave in the order of their commits, one at a time.
 *
 * <p>PostgreSQL's events name the commit before their own transaction's, so that the next one is known and not guessed. Where the one before is
 * not known, a transaction waits a moment for what may come before it. One that is stuck holds the others for a bounded time. Used by one
 * thread at a time.
 *
 * @param <T> what names a transaction
 */
public final class CommitOrder<T> {
    private final long settleMs;
    private final long holdMs;
    private final Map<String, Line<T>> lines = new HashMap<>();

    /** A whole transaction that waits for its turn. */
    private record Waiting<T>(long previous, long sinceMs, T ticket) {}

    /** Those of one source. */
    private static final class Line<T> {
        private final TreeMap<Long, Waiting<T>> waiting = new TreeMap<>();
        private long watermark = Piece.UNKNOWN;
        private boolean busy;
    }

    /**
     * @param settleMs how long one waits whose predecessor is not known, milliseconds
     * @param holdMs how long one waits for a predecessor that is known and does not come, milliseconds
     */
    public CommitOrder(long settleMs, long holdMs) {
        this.settleMs = settleMs;
        this.holdMs = holdMs;
    }

    /** A transaction is whole. One whose commit position is not known has no place in the order, and is not to be given here. */
    public void ready(String source, long commit, long previous, long wallMs, T ticket) {
        line(source).waiting.put(commit, new Waiting<>(previous, wallMs, ticket));
    }

    /** The next that may leave, or null. It must be {@linkplain #left told} when it has left: until then no other of its source may. */
    public @Nullable T next(String source, long wallMs) {
        Line<T> line = line(source);
        Map.Entry<Long, Waiting<T>> first = line.waiting.firstEntry();
        if (line.busy || first == null || !mayLeave(line, first.getValue(), wallMs)) {
            return null;
        }
        line.waiting.remove(first.getKey());
        line.busy = true;
        return first.getValue().ticket();
    }

    private boolean mayLeave(Line<T> line, Waiting<T> one, long wallMs) {
        boolean linked = one.previous() != Piece.UNKNOWN && line.watermark != Piece.UNKNOWN;
        if (linked && one.previous() <= line.watermark) {
            return true;
        }
        return wallMs - one.sinceMs() >= (linked ? holdMs : settleMs);
    }

    /** The one that {@link #next} gave has left. */
    public void left(String source, long commit) {
        line(source).busy = false;
        passed(source, commit);
    }

    /** A transaction of this commit is not waited for any more: it has left, or was given up. */
    public void passed(String source, long commit) {
        Line<T> line = line(source);
        line.watermark = Math.max(line.watermark, commit);
    }

    /** Up to which commit all have left, as far as is known; {@link Piece#UNKNOWN} before the first. */
    public long watermark(String source) {
        return line(source).watermark;
    }

    /** Sources of which something was told. */
    public Set<String> sources() {
        return Set.copyOf(lines.keySet());
    }

    /** How many wait. */
    public long waiting() {
        return lines.values().stream().mapToLong(line -> line.waiting.size()).sum();
    }

    private Line<T> line(String source) {
        return lines.computeIfAbsent(source, one -> new Line<>());
    }
}
