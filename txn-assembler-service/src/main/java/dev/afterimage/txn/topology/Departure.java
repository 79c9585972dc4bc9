package dev.afterimage.txn.topology;

import dev.afterimage.cdc.delivery.PartChecksum;
import dev.afterimage.txn.assembly.OpenTransaction;
import dev.afterimage.txn.assembly.Phase;
import dev.afterimage.txn.assembly.ProbableCause;
import dev.afterimage.txn.assembly.Progress;
import dev.afterimage.txn.output.TransactionForm;
import dev.afterimage.txn.output.TransactionJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Lets transactions leave: a small one in one document, a large one part by part over several turns, the manifest last.
 *
 * <p>Each turn ends with the state of what has left, in the same Kafka transaction, so that a crash repeats or loses no part.
 */
final class Departure {
    private final StoredMemory stores;
    private final TransactionForm form;
    private final TransactionJson json;
    private final AssemblyLimits limits;
    private final AssemblyEvents told;
    private final Out out;

    /** Takes the documents of a transaction. */
    @FunctionalInterface
    interface Out {
        void send(OpenTransaction transaction, boolean whole, byte[] document);
    }

    /**
     * @param form of the transactions that are whole
     * @param json reports on the others
     */
    Departure(
            StoredMemory stores,
            TransactionForm form,
            TransactionJson json,
            AssemblyLimits limits,
            AssemblyEvents told,
            Out out) {
        this.stores = stores;
        this.form = form;
        this.json = json;
        this.limits = limits;
        this.told = told;
        this.out = out;
    }

    boolean fitsOneDocument(OpenTransaction transaction) {
        return transaction.rows() <= limits.partEvents() && transaction.bytes() <= limits.partBytes();
    }

    /** Lets one leave that fits one document. */
    void atOnce(OpenTransaction transaction) {
        List<byte[]> events = new ArrayList<>();
        stores.events(transaction, (event, order) -> events.add(event));
        out.send(
                transaction,
                isWhole(transaction),
                isWhole(transaction)
                        ? form.whole(transaction, events)
                        : json.report(transaction, cause(transaction), events));
        told.delivered(transaction.key(), transaction.id(), events);
        stores.forget(transaction);
    }

    /** Lets the next parts leave; answers whether that was the last turn, so that the transaction is gone. */
    boolean turn(OpenTransaction transaction) {
        long sent = 0;
        while (sent < limits.tickBytes()) {
            Batch batch = next(transaction);
            if (batch.events.isEmpty()) {
                out.send(
                        transaction,
                        isWhole(transaction),
                        isWhole(transaction)
                                ? form.manifest(transaction)
                                : json.report(transaction, cause(transaction), null));
                stores.forget(transaction);
                return true;
            }
            Progress before = transaction.progress();
            byte[] part = (isWhole(transaction) ? form : json).part(transaction, before.parts() + 1, batch.events);
            out.send(transaction, isWhole(transaction), part);
            batch.orders.forEach(order -> stores.forgetEvent(transaction, order));
            transaction.progressed(new Progress(
                    batch.orders.getLast() + 1, before.parts() + 1, PartChecksum.extended(before.checksum(), part)));
            sent += part.length;
        }
        stores.save(transaction);
        return false;
    }

    /** The events of one part. */
    private static final class Batch {
        private final List<Long> orders = new ArrayList<>();
        private final List<byte[]> events = new ArrayList<>();
        private long bytes;
    }

    private Batch next(OpenTransaction transaction) {
        Batch batch = new Batch();
        stores.events(transaction, transaction.progress().nextOrder(), (order, event) -> {
            if (!batch.events.isEmpty() && batch.bytes + event.length > limits.partBytes()) {
                return false;
            }
            batch.orders.add(order);
            batch.events.add(event);
            batch.bytes += event.length;
            return batch.events.size() < limits.partEvents();
        });
        return batch;
    }

    private static boolean isWhole(OpenTransaction transaction) {
        return transaction.phase() != Phase.LEAVING_INCOMPLETE;
    }

    private static ProbableCause cause(OpenTransaction transaction) {
        return Objects.requireNonNull(transaction.cause(), "one that was given up has a cause");
    }
}
