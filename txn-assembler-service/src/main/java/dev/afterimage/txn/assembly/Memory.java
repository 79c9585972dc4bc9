package dev.afterimage.txn.assembly;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What outlives a piece: the transactions that have not left, their events, and for a while what has left. Used by one thread at a time. */
public interface Memory {
    /** The transactions of a key that have not left, by rising serial; usually one or none. */
    List<OpenTransaction> open(TransactionKey key);

    /** Takes in one that is new; it is saved before anything else is asked. */
    void begin(OpenTransaction transaction);

    void save(OpenTransaction transaction);

    /** The fingerprint of the event at this place of the transaction, or null. */
    @Nullable
    Long fingerprint(OpenTransaction transaction, long order);

    void put(OpenTransaction transaction, Piece.Row row);

    /** Those of a key that have left and are still remembered. */
    List<Departed> departed(TransactionKey key);
}
