package dev.afterimage.txn.assembly;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Gives each piece to the transaction that it belongs to, among those of the same key that are open, leaving, or have left.
 *
 * <p>Used by one thread at a time.
 */
public final class Assembler {
    private final Memory memory;
    private final Predicate<String> consumed;

    /** @param consumed the collections whose events are read; those of others are not waited for */
    public Assembler(Memory memory, Predicate<String> consumed) {
        this.memory = memory;
        this.consumed = consumed;
    }

    /**
     * Takes a piece. A transaction that it makes whole is {@link Phase#READY} afterwards; one whose number it took is given up.
     *
     * @param streamMs the piece's record's timestamp
     * @param wallMs the clock
     */
    public Offered offer(TransactionKey key, Piece piece, long streamMs, long wallMs) {
        List<OpenTransaction> present = memory.open(key);
        for (OpenTransaction one : present) {
            if (one.relation(piece) == Relation.SAME) {
                return one.open()
                        ? take(one, piece, null, streamMs, wallMs)
                        : Offered.gone(behind(one.departed(wallMs), piece));
            }
        }
        boolean older = false;
        for (Departed one : memory.departed(key)) {
            switch (one.generation().relation(piece)) {
                case SAME -> {
                    return Offered.gone(behind(one, piece));
                }
                case OLDER -> older = true;
                case NEWER -> {}
            }
        }
        OpenTransaction displaced = null;
        long serial = 0;
        for (OpenTransaction one : present) {
            serial = Math.max(serial, one.serial() + 1);
            if (one.relation(piece) == Relation.OLDER) {
                older = true;
            } else if (one.open()) {
                displaced = one;
            }
        }
        if (older) {
            return Offered.gone(Offered.Fate.LATE);
        }
        if (displaced != null) {
            displaced.giveUp(ProbableCause.NUMBER_REUSED);
            memory.save(displaced);
        }
        OpenTransaction begun = new OpenTransaction(key, serial, piece, streamMs, wallMs);
        memory.begin(begun);
        return take(begun, piece, displaced, streamMs, wallMs);
    }

    private Offered take(
            OpenTransaction transaction, Piece piece, @Nullable OpenTransaction displaced, long streamMs, long wallMs) {
        Taken taken =
                switch (piece) {
                    case Piece.Row row -> take(transaction, row);
                    case Piece.Begin begin -> transaction.take(begin);
                    case Piece.End end -> transaction.take(end);
                    case Piece.Lost lost -> transaction.take(lost, known(transaction, lost.order()) != null);
                };
        transaction.touched(piece, streamMs, wallMs);
        if (transaction.whole(consumed)) {
            transaction.enter(Phase.READY);
        }
        memory.save(transaction);
        Offered.Fate fate =
                switch (taken) {
                    case NEW -> Offered.Fate.NEW;
                    case DUPLICATE -> Offered.Fate.DUPLICATE;
                    case CONTRADICTION -> Offered.Fate.CONTRADICTION;
                };
        return new Offered(fate, transaction, displaced);
    }

    private Taken take(OpenTransaction transaction, Piece.Row row) {
        Taken taken = transaction.take(row, known(transaction, row.order()));
        if (taken == Taken.NEW) {
            memory.put(transaction, row);
        }
        if (taken != Taken.CONTRADICTION) {
            transaction.healed(row);
        }
        return taken;
    }

    /** The fingerprint of the event at a place, or null; most places are known to be free without a look into the memory. */
    private @Nullable Long known(OpenTransaction transaction, long order) {
        return transaction.mayHave(order) ? memory.fingerprint(transaction, order) : null;
    }

    /** What a piece is that comes after its transaction was whole or given up. */
    private static Offered.Fate behind(Departed transaction, Piece piece) {
        boolean nothingNew = transaction.whole()
                && switch (piece) {
                    case Piece.Row row -> transaction.knew(row);
                    case Piece.Begin begin -> true;
                    case Piece.End end -> end.events() == transaction.events();
                    case Piece.Lost lost -> false;
                };
        return nothingNew ? Offered.Fate.DUPLICATE : Offered.Fate.LATE;
    }
}
