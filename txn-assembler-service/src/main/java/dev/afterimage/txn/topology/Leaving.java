package dev.afterimage.txn.topology;

import dev.afterimage.txn.assembly.CommitOrder;
import dev.afterimage.txn.assembly.Departed;
import dev.afterimage.txn.assembly.OpenTransaction;
import dev.afterimage.txn.assembly.Phase;
import dev.afterimage.txn.assembly.Piece;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets the transactions of a task leave in their turn: as they become whole or in the order of commits, small ones at once, large ones part by part
 * with others between. Used by the task's thread.
 */
final class Leaving {
    /** No more than this many end in one turn, so that records are read between. */
    private static final int ENDS_IN_ONE_TURN = 50;

    private final StoredMemory memory;
    private final Departure departure;
    private final OpenOnes openOnes;
    private final AssemblyEvents events;
    private final LongSupplier clock;
    private final @Nullable CommitOrder<OpenOnes.Name> order;
    private final Deque<OpenOnes.Name> inParts = new ArrayDeque<>();
    private final Map<String, Long> storedWatermarks = new HashMap<>();

    /** @param clock milliseconds since 1970 */
    Leaving(
            StoredMemory memory,
            Departure departure,
            Ordering ordering,
            OpenOnes openOnes,
            AssemblyEvents events,
            LongSupplier clock) {
        this.memory = memory;
        this.departure = departure;
        this.openOnes = openOnes;
        this.events = events;
        this.clock = clock;
        this.order = ordering.byCommit()
                ? new CommitOrder<>(ordering.settleMs(), ordering.holdMs(), openOnes::before)
                : null;
        memory.forEachWatermark((source, commit) -> {
            storedWatermarks.put(source, commit);
            if (order != null) {
                order.restore(source, commit);
            }
        });
    }

    /** Takes up one that was on its way out in an earlier life of the task. */
    void resume(OpenTransaction transaction) {
        if (transaction.phase() == Phase.READY) {
            if (inOrder(transaction)) {
                queue(transaction);
            } else {
                // It waited for its turn under another setting.
                transaction.enter(Phase.LEAVING_WHOLE);
                told(transaction);
                memory.save(transaction);
                inParts.add(OpenOnes.Name.of(transaction));
            }
            return;
        }
        if (transaction.phase() == Phase.LEAVING_WHOLE && inOrder(transaction)) {
            Objects.requireNonNull(order).leaving(transaction.key().source());
        }
        inParts.add(OpenOnes.Name.of(transaction));
    }

    /** A transaction is whole: it leaves, or takes its place in the order of commits. */
    void whole(OpenTransaction transaction) {
        openOnes.gone(transaction);
        boolean inOrder = inOrder(transaction);
        if (inOrder && transaction.rows() > 0) {
            queue(transaction);
        } else {
            if (inOrder) {
                pass(transaction);
            }
            transaction.enter(Phase.LEAVING_WHOLE);
            leave(transaction);
        }
        release(transaction.key().source());
    }

    /** A transaction was given up. */
    void givenUp(OpenTransaction transaction) {
        openOnes.gone(transaction);
        if (inOrder(transaction)) {
            pass(transaction);
        }
        leave(transaction);
        release(transaction.key().source());
    }

    /** Lets those leave whose time has come, and the next parts of large ones. Answers whether parts left. */
    boolean turn() {
        if (order != null) {
            order.sources().forEach(this::release);
        }
        boolean left = false;
        for (int ended = 0; ended < ENDS_IN_ONE_TURN; ended++) {
            OpenOnes.Name name = inParts.poll();
            if (name == null) {
                return left;
            }
            OpenTransaction transaction = Objects.requireNonNull(
                    memory.open(name.key(), name.serial()), "one that leaves in parts is stored until its end");
            left = true;
            if (!departure.turn(transaction)) {
                inParts.add(name);
                return true;
            }
            hasLeft(transaction);
        }
        return left;
    }

    private void release(String source) {
        if (order == null) {
            return;
        }
        for (OpenOnes.Name name = next(source); name != null; name = next(source)) {
            OpenTransaction whole = Objects.requireNonNull(
                    memory.open(name.key(), name.serial()), "one that waits for its turn is stored");
            whole.enter(Phase.LEAVING_WHOLE);
            leave(whole);
        }
        long watermark = order.watermark(source);
        if (watermark != storedWatermarks.getOrDefault(source, Piece.UNKNOWN)) {
            storedWatermarks.put(source, watermark);
            memory.watermark(source, watermark);
        }
    }

    private OpenOnes.@Nullable Name next(String source) {
        return Objects.requireNonNull(order).next(source, clock.getAsLong());
    }

    private void leave(OpenTransaction transaction) {
        told(transaction);
        if (transaction.phase() == Phase.LEAVING_WHOLE && transaction.rows() == 0) {
            memory.forget(transaction);
        } else if (departure.fitsOneDocument(transaction)) {
            departure.atOnce(transaction);
            hasLeft(transaction);
        } else {
            memory.save(transaction);
            inParts.add(OpenOnes.Name.of(transaction));
        }
    }

    /** From now on what comes of it is late or known. */
    private void told(OpenTransaction transaction) {
        long at = clock.getAsLong();
        Departed departed = transaction.departed(at);
        memory.remember(transaction.key(), departed);
        events.departed(
                transaction.key(),
                departed,
                departed.whole() && transaction.rows() == 0,
                Math.max(0, at - transaction.committedAt()));
    }

    private void hasLeft(OpenTransaction transaction) {
        if (transaction.phase() == Phase.LEAVING_WHOLE && inOrder(transaction)) {
            Objects.requireNonNull(order).left(transaction.key().source(), transaction.commit());
        }
    }

    private boolean inOrder(OpenTransaction transaction) {
        return order != null && transaction.commit() != Piece.UNKNOWN;
    }

    private void queue(OpenTransaction transaction) {
        Objects.requireNonNull(order)
                .ready(
                        transaction.key().source(),
                        transaction.commit(),
                        transaction.previousCommit(),
                        clock.getAsLong(),
                        OpenOnes.Name.of(transaction));
    }

    private void pass(OpenTransaction transaction) {
        Objects.requireNonNull(order)
                .passed(
                        transaction.key().source(),
                        transaction.commit(),
                        transaction.previousCommit(),
                        clock.getAsLong());
    }
}
