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
 * not known, a transaction waits a moment for what may come before it, and longer for one that is known to be open before it. One that is stuck
 * holds the others for a bounded time. What has nothing to deliver takes its place in the line too, since the next one names its commit. Used
 * by one thread at a time.
 *
 * @param <T> what names a transaction
 */
public final class CommitOrder<T> {
    private final long settleMs;
    private final long holdMs;
    private final OpenBefore openBefore;
    private final Map<String, Line<T>> lines = new HashMap<>();

    /** Knows which transactions are open. */
    @FunctionalInterface
    public interface OpenBefore {
        /** Whether one of the source is open that may have been committed before. */
        boolean commit(String source, long commit);
    }

    /** One that is whole, or with nothing to deliver (no ticket), and waits for its turn. */
    private record Waiting<T>(
            long previous, long sinceMs, @Nullable T ticket) {}

    /** Those of one source. */
    private static final class Line<T> {
        private final TreeMap<Long, Waiting<T>> waiting = new TreeMap<>();
        private long watermark = Piece.UNKNOWN;
        private boolean busy;

        void pass(long commit) {
            watermark = Math.max(watermark, commit);
        }
    }

    /**
     * @param settleMs how long one waits whose predecessor is not known, milliseconds
     * @param holdMs how long one waits for a predecessor that is known and does not come, milliseconds
     */
    public CommitOrder(long settleMs, long holdMs, OpenBefore openBefore) {
        this.settleMs = settleMs;
        this.holdMs = holdMs;
        this.openBefore = openBefore;
    }

    /** A transaction is whole. One whose commit position is not known has no place in the order, and is not to be given here. */
    public void ready(String source, long commit, long previous, long wallMs, T ticket) {
        line(source).waiting.put(commit, new Waiting<>(previous, wallMs, ticket));
    }

    /** A transaction has nothing to deliver: it was empty, or was given up. */
    public void passed(String source, long commit, long previous, long wallMs) {
        line(source).waiting.put(commit, new Waiting<>(previous, wallMs, null));
    }

    /** All up to a commit have left before, in an earlier life of this task. */
    public void restore(String source, long watermark) {
        line(source).pass(watermark);
    }

    /** One is leaving already, in an earlier life of this task: the others wait until it {@linkplain #left has left}. */
    public void leaving(String source) {
        line(source).busy = true;
    }

    /** The next that may leave, or null. It must be {@linkplain #left told} when it has left: until then no other of its source may. */
    public @Nullable T next(String source, long wallMs) {
        Line<T> line = line(source);
        while (true) {
            Map.Entry<Long, Waiting<T>> first = line.waiting.firstEntry();
            if (line.busy || first == null || !mayLeave(source, line, first.getKey(), first.getValue(), wallMs)) {
                return null;
            }
            line.waiting.remove(first.getKey());
            T ticket = first.getValue().ticket();
            if (ticket != null) {
                line.busy = true;
                return ticket;
            }
            line.pass(first.getKey());
        }
    }

    private boolean mayLeave(String source, Line<T> line, long commit, Waiting<T> one, long wallMs) {
        boolean linked = one.previous() != Piece.UNKNOWN && line.watermark != Piece.UNKNOWN;
        long waited = wallMs - one.sinceMs();
        if (linked && one.previous() <= line.watermark || waited >= holdMs) {
            return true;
        }
        return !linked && waited >= settleMs && !openBefore.commit(source, commit);
    }

    /** The one that {@link #next} gave has left. */
    public void left(String source, long commit) {
        Line<T> line = line(source);
        line.busy = false;
        line.pass(commit);
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
