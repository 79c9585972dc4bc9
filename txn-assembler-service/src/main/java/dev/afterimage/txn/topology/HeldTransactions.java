package dev.afterimage.txn.topology;

import dev.afterimage.txn.assembly.OpenTransaction;
import dev.afterimage.txn.assembly.Piece;
import dev.afterimage.txn.assembly.TransactionKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of a task that have not left. Those touched last are objects of the heap, and {@link #write()} tells the stores before each commit
 * what they do not know of them: one that lives for less than a commit interval never reaches a store. Where they grow over a limit, those touched
 * longest ago are left to the stores alone.
 *
 * <p>A transaction that is not held is stored with all its events. Where several have one key, which a number that is given again makes, they are never
 * held. Used by the task's thread.
 */
final class HeldTransactions {
    /** Up to so many events are looked up one by one rather than read as a range. */
    private static final int ONE_BY_ONE = 200;

    private final TransactionStores stores;
    private final long mostBytes;
    /** By key, the one touched longest ago first. */
    private final Map<TransactionKey, Held> held = new LinkedHashMap<>(1024, 0.75f, true);

    private final Set<Held> unwritten = new LinkedHashSet<>();
    private final Set<TransactionKey> several = new HashSet<>();
    private long bytes;

    /** @param mostBytes of the heap, about */
    HeldTransactions(TransactionStores stores, long mostBytes) {
        this.stores = stores;
        this.mostBytes = mostBytes;
    }

    /** Goes through all that are stored, as a task does at its start, before anything else is asked. */
    void forEach(Consumer<OpenTransaction> consumer) {
        stores.forEach(one -> {
            if (one.serial() > 0) {
                several.add(one.key());
            }
        });
        stores.forEach(consumer);
    }

    /** Those of a key, by rising serial. */
    List<OpenTransaction> open(TransactionKey key) {
        if (several.contains(key)) {
            List<OpenTransaction> found = stores.read(key);
            if (found.stream().anyMatch(one -> one.serial() > 0)) {
                return found;
            }
            several.remove(key);
        }
        Held one = find(key);
        return one == null ? List.of() : List.of(one.transaction());
    }

    @Nullable
    OpenTransaction open(TransactionKey key, long serial) {
        if (serial > 0 || several.contains(key)) {
            return stores.read(key, serial);
        }
        Held one = find(key);
        return one == null ? null : one.transaction();
    }

    /** Takes in one that is new. */
    void begin(OpenTransaction transaction) {
        TransactionKey key = transaction.key();
        if (transaction.serial() == 0) {
            add(new Held(transaction, false));
        } else if (several.add(key)) {
            Held first = held.get(key);
            if (first != null) {
                first.write(stores);
                remove(first);
            }
        }
    }

    void save(OpenTransaction transaction) {
        if (several.contains(transaction.key())) {
            stores.write(transaction);
            return;
        }
        Held one = held(transaction);
        one.changed();
        unwritten.add(one);
        if (bytes > mostBytes) {
            leaveToTheStores();
        }
    }

    void put(OpenTransaction transaction, Piece.Row row) {
        if (several.contains(transaction.key())) {
            stores.write(transaction, row);
            return;
        }
        Held one = held(transaction);
        bytes -= one.bytes();
        one.put(row);
        bytes += one.bytes();
        unwritten.add(one);
    }

    @Nullable
    Long fingerprint(OpenTransaction transaction, long order) {
        Held one = held.get(transaction.key());
        if (one != null) {
            Piece.Row row = one.event(order);
            if (row != null) {
                return row.fingerprint();
            }
            if (!one.eventsBelow()) {
                return null;
            }
        }
        return stores.fingerprint(transaction, order);
    }

    /** Goes through all events, in order. */
    void events(OpenTransaction transaction, ObjLongConsumer<byte[]> consumer) {
        Held one = held.get(transaction.key());
        if (one != null && !one.eventsBelow()) {
            one.fresh().forEach(row -> consumer.accept(row.json(), row.order()));
        } else if (transaction.ordersKnown() && transaction.rows() <= ONE_BY_ONE) {
            transaction.forEachOrder(order -> consumer.accept(event(transaction, one, order), order));
        } else {
            events(transaction, 0, (order, event) -> {
                consumer.accept(event, order);
                return true;
            });
        }
    }

    private byte[] event(OpenTransaction transaction, @Nullable Held one, long order) {
        Piece.Row row = one == null ? null : one.event(order);
        return row != null
                ? row.json()
                : Objects.requireNonNull(
                        stores.event(transaction, order), "an event of a place that is taken is stored");
    }

    /** Goes through the events from an order on, in order, until no more are wanted; they are left to the store alone. */
    void events(OpenTransaction transaction, long from, TransactionStores.EventConsumer consumer) {
        Held one = held.get(transaction.key());
        if (one != null) {
            one.write(stores);
            dropCopies(one);
        }
        stores.events(transaction, from, consumer);
    }

    /** Forgets an event that {@link #events(OpenTransaction, long, TransactionStores.EventConsumer)} has shown. */
    void forgetEvent(OpenTransaction transaction, long order) {
        stores.deleteEvent(transaction, order);
    }

    /** Forgets a transaction and the events that it still has. */
    void forget(OpenTransaction transaction) {
        Held one = held.get(transaction.key());
        if (one != null) {
            remove(one);
        }
        if (one == null || one.stored()) {
            stores.delete(transaction);
        }
        if (one != null && !one.eventsBelow()) {
            return;
        }
        long from = transaction.progress().nextOrder();
        if (transaction.ordersKnown() && transaction.rows() <= ONE_BY_ONE) {
            transaction.forEachOrder(order -> {
                if (order >= from && (one == null || !one.isFresh(order))) {
                    stores.deleteEvent(transaction, order);
                }
            });
        } else {
            List<Long> left = new ArrayList<>();
            stores.events(transaction, from, (order, event) -> left.add(order));
            left.forEach(order -> stores.deleteEvent(transaction, order));
        }
    }

    /** Tells the stores all that they do not know. */
    void write() {
        unwritten.forEach(one -> one.write(stores));
        unwritten.clear();
    }

    /** Bytes of the heap, about. */
    long bytes() {
        return bytes;
    }

    private void leaveToTheStores() {
        write();
        Iterator<Held> eldestFirst = held.values().iterator();
        while (bytes > mostBytes / 2 && eldestFirst.hasNext()) {
            Held one = eldestFirst.next();
            if (eldestFirst.hasNext()) {
                eldestFirst.remove();
                bytes -= one.bytes();
            } else {
                dropCopies(one);
            }
        }
    }

    private void dropCopies(Held one) {
        bytes -= one.bytes();
        one.dropCopies();
        bytes += one.bytes();
    }

    private @Nullable Held find(TransactionKey key) {
        Held one = held.get(key);
        if (one != null) {
            return one;
        }
        OpenTransaction stored = stores.read(key, 0);
        return stored == null ? null : add(new Held(stored, true));
    }

    private Held held(OpenTransaction transaction) {
        Held one = held.get(transaction.key());
        return one == null ? add(new Held(transaction, true)) : one;
    }

    private Held add(Held one) {
        held.put(one.transaction().key(), one);
        bytes += one.bytes();
        return one;
    }

    private void remove(Held one) {
        held.remove(one.transaction().key());
        unwritten.remove(one);
        bytes -= one.bytes();
    }
}
