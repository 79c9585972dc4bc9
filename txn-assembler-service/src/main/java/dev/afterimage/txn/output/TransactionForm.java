package dev.afterimage.txn.output;

import dev.afterimage.txn.assembly.OpenTransaction;
import java.util.List;

/** Writes the documents of a transaction that leaves as promised: whole, a part, the closing manifest. */
public interface TransactionForm {
    /** @param events as they are kept, see {@link EventJson} */
    byte[] whole(OpenTransaction transaction, List<byte[]> events);

    /**
     * @param number from 1
     * @param events as they are kept, see {@link EventJson}
     */
    byte[] part(OpenTransaction transaction, int number, List<byte[]> events);

    byte[] manifest(OpenTransaction transaction);
}
