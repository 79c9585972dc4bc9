package dev.afterimage.txn.topology;

import dev.afterimage.txn.assembly.OpenTransaction;
import dev.afterimage.txn.assembly.Piece;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One transaction on the heap, with what the stores have not been told of it. Used by the task's thread. */
final class Held {
    /** What objects take beside the bytes of the events; about. */
    private static final int A_TRANSACTION = 1_000;

    private static final int AN_EVENT = 250;

    private final OpenTransaction transaction;
    /** Events that no store has. */
    private final TreeMap<Long, Piece.Row> fresh = new TreeMap<>();
    /** Events that are here and in the store. */
    private final TreeMap<Long, Piece.Row> copies = new TreeMap<>();

    private boolean stored;
    private boolean eventsBelow;
    private boolean changed;
    private long bytes = A_TRANSACTION;

    /** @param stored whether the stores have it, and events of it */
    Held(OpenTransaction transaction, boolean stored) {
        this.transaction = transaction;
        this.stored = stored;
        this.eventsBelow = stored;
    }

    OpenTransaction transaction() {
        return transaction;
    }

    /** Bytes of the heap, about. */
    long bytes() {
        return bytes;
    }

    boolean stored() {
        return stored;
    }

    /** Whether the store may have events of it. */
    boolean eventsBelow() {
        return eventsBelow;
    }

    void changed() {
        changed = true;
    }

    void put(Piece.Row row) {
        fresh.put(row.order(), row);
        bytes += size(row);
    }

    Piece.@Nullable Row event(long order) {
        Piece.Row row = fresh.get(order);
        return row == null ? copies.get(order) : row;
    }

    boolean isFresh(long order) {
        return fresh.containsKey(order);
    }

    /** Those that no store has, in order: all, where there are none below. */
    Iterable<Piece.Row> fresh() {
        return fresh.values();
    }

    /** Tells the stores what they do not know. */
    void write(TransactionStores stores) {
        if (changed) {
            stores.write(transaction);
            stored = true;
            changed = false;
        }
        for (Piece.Row row : fresh.values()) {
            stores.write(transaction, row);
            eventsBelow = true;
        }
        copies.putAll(fresh);
        fresh.clear();
    }

    /** Forgets the events that the store has too. */
    void dropCopies() {
        for (Piece.Row row : copies.values()) {
            bytes -= size(row);
        }
        copies.clear();
    }

    private static long size(Piece.Row row) {
        return row.json().length + AN_EVENT;
    }
}
