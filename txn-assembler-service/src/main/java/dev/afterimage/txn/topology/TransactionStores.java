package dev.afterimage.txn.topology;

import dev.afterimage.txn.assembly.OpenTransaction;
import dev.afterimage.txn.assembly.Piece;
import dev.afterimage.txn.assembly.StateCodec;
import dev.afterimage.txn.assembly.TransactionKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The transactions of a task that have not left and their events, as they are on disk. Used by the task's thread. */
final class TransactionStores {
    private static final int FINGERPRINT_BYTES = Long.BYTES;

    private final KeyValueStore<Bytes, byte[]> open;
    private final KeyValueStore<Bytes, byte[]> events;

    /** Takes an event as consumers get it. */
    @FunctionalInterface
    interface EventConsumer {
        /** Answers whether more are wanted. */
        boolean accept(long order, byte[] json);
    }

    TransactionStores(KeyValueStore<Bytes, byte[]> open, KeyValueStore<Bytes, byte[]> events) {
        this.open = open;
        this.events = events;
    }

    @Nullable
    OpenTransaction read(TransactionKey key, long serial) {
        byte[] stored = open.get(StoreKeys.of(key, serial));
        return stored == null ? null : StateCodec.readOpen(key, serial, stored);
    }

    /** All of a key, by rising serial. */
    List<OpenTransaction> read(TransactionKey key) {
        List<OpenTransaction> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> range =
                open.range(StoreKeys.of(key, 0), StoreKeys.of(key, Long.MAX_VALUE))) {
            range.forEachRemaining(next -> found.add(read(next)));
        }
        return found;
    }

    void forEach(Consumer<OpenTransaction> consumer) {
        try (KeyValueIterator<Bytes, byte[]> all = open.all()) {
            all.forEachRemaining(next -> consumer.accept(read(next)));
        }
    }

    void write(OpenTransaction transaction) {
        open.put(StoreKeys.of(transaction), StateCodec.write(transaction));
    }

    void delete(OpenTransaction transaction) {
        open.put(StoreKeys.of(transaction), null); // delete() would read the old value first
    }

    void write(OpenTransaction transaction, Piece.Row row) {
        byte[] json = row.json();
        events.put(
                StoreKeys.ofEvent(transaction, row.order()),
                ByteBuffer.allocate(FINGERPRINT_BYTES + json.length)
                        .putLong(row.fingerprint())
                        .put(json)
                        .array());
    }

    void deleteEvent(OpenTransaction transaction, long order) {
        events.put(StoreKeys.ofEvent(transaction, order), null);
    }

    @Nullable
    Long fingerprint(OpenTransaction transaction, long order) {
        byte[] stored = events.get(StoreKeys.ofEvent(transaction, order));
        return stored == null ? null : ByteBuffer.wrap(stored).getLong();
    }

    byte @Nullable [] event(OpenTransaction transaction, long order) {
        byte[] stored = events.get(StoreKeys.ofEvent(transaction, order));
        return stored == null ? null : event(stored);
    }

    /** Goes through the events from an order on, in order, until no more are wanted. */
    void events(OpenTransaction transaction, long from, EventConsumer consumer) {
        try (KeyValueIterator<Bytes, byte[]> range =
                events.range(StoreKeys.ofEvent(transaction, from), StoreKeys.ofEvent(transaction, Long.MAX_VALUE))) {
            boolean wanted = true;
            while (wanted && range.hasNext()) {
                KeyValue<Bytes, byte[]> next = range.next();
                wanted = consumer.accept(StoreKeys.number(next.key), event(next.value));
            }
        }
    }

    /** A transaction as it is stored. */
    static OpenTransaction read(KeyValue<Bytes, byte[]> stored) {
        return StateCodec.readOpen(StoreKeys.transaction(stored.key), StoreKeys.number(stored.key), stored.value);
    }

    /** The event without what is stored beside it. */
    static byte[] event(byte[] stored) {
        return Arrays.copyOfRange(stored, FINGERPRINT_BYTES, stored.length);
    }
}
