package dev.afterimage.txn.topology;

import dev.afterimage.txn.assembly.Departed;
import dev.afterimage.txn.assembly.TransactionKey;
import java.util.List;

/** Is told what happens, for metrics and the page. Called from stream threads; answers at once. */
public interface AssemblyEvents {
    /** Hears nothing. */
    AssemblyEvents NONE = new AssemblyEvents() {};

    /** A record was read and is of no transaction: a snapshot row, a tombstone, a heartbeat. */
    default void outsideTransactions() {}

    /** A record could not be read and went to the dead letters. */
    default void parked(String category) {}

    /** Something came once more, as redelivery brings it. */
    default void duplicate() {}

    /** A row came when its transaction had left without it. */
    default void late() {}

    /** Something contradicts what is known of its transaction. */
    default void contradiction() {}

    /**
     * A transaction has left.
     *
     * @param emptyHanded whether nothing of it was to be delivered
     * @param assemblyMs from its commit at the source until now, milliseconds
     */
    default void departed(TransactionKey key, Departed departed, boolean emptyHanded, long assemblyMs) {}

    /**
     * A transaction has left in one document.
     *
     * @param events as consumers get them, not to be changed
     */
    default void delivered(TransactionKey key, String id, List<byte[]> events) {}

    /**
     * How many are open in one task, told about once a second and with -1 when the task is given away.
     *
     * @param task the task's partition
     * @param oldestMs how long the one has been open that has waited longest, milliseconds; 0 where there is none
     */
    default void open(int task, long count, long oldestMs) {}
}
