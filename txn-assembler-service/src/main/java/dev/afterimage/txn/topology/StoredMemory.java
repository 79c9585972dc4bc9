package dev.afterimage.txn.topology;

import dev.afterimage.txn.assembly.Departed;
import dev.afterimage.txn.assembly.Memory;
import dev.afterimage.txn.assembly.OpenTransaction;
import dev.afterimage.txn.assembly.Piece;
import dev.afterimage.txn.assembly.StateCodec;
import dev.afterimage.txn.assembly.TransactionKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/**
 * What one task knows: open transactions and their events, those that have left, and up to which commit all have. Used by the task's thread.
 */
final class StoredMemory implements Memory {
    /** Latest time that a window store takes; far behind every record. */
    private static final Instant EVER = Instant.ofEpochMilli(Long.MAX_VALUE >> 1);

    private final HeldTransactions transactions;
    private final WindowStore<Bytes, byte[]> departed;
    private final KeyValueStore<Bytes, byte[]> watermarks;
    private final long memoryMs;
    private final DepartedFilter filter;
    private long streamMs;

    StoredMemory(ProcessorContext<?, ?> context, AssemblyLimits limits) {
        KeyValueStore<Bytes, byte[]> open = context.getStateStore(TransactionTopology.OPEN);
        this.transactions = new HeldTransactions(
                new TransactionStores(open, context.getStateStore(TransactionTopology.EVENTS)), limits.heldBytes());
        this.departed = context.getStateStore(TransactionTopology.DEPARTED);
        this.watermarks = context.getStateStore(TransactionTopology.WATERMARKS);
        this.memoryMs = limits.memoryMs();
        this.filter = new DepartedFilter(memoryMs);
        try (KeyValueIterator<Windowed<Bytes>, byte[]> all = departed.all()) {
            all.forEachRemaining(
                    one -> filter.add(one.key.key().get(), one.key.window().start()));
        }
        WriteBehindStore.in(open).beforeCommit(transactions::write);
    }

    /** Reads every open transaction, as a task does at its start. */
    void forEachOpen(Consumer<OpenTransaction> consumer) {
        transactions.forEach(consumer);
    }

    /** The records' own time, as far as it has come. */
    void advance(long recordMs) {
        streamMs = Math.max(streamMs, recordMs);
    }

    long streamMs() {
        return streamMs;
    }

    @Override
    public List<OpenTransaction> open(TransactionKey key) {
        return transactions.open(key);
    }

    /** One of the transactions that have not left, or null. */
    @Nullable
    OpenTransaction open(TransactionKey key, long serial) {
        return transactions.open(key, serial);
    }

    @Override
    public void begin(OpenTransaction transaction) {
        transactions.begin(transaction);
    }

    @Override
    public void save(OpenTransaction transaction) {
        transactions.save(transaction);
    }

    void forget(OpenTransaction transaction) {
        transactions.forget(transaction);
    }

    @Override
    public @Nullable Long fingerprint(OpenTransaction transaction, long order) {
        return transactions.fingerprint(transaction, order);
    }

    @Override
    public void put(OpenTransaction transaction, Piece.Row row) {
        transactions.put(transaction, row);
    }

    /** Goes through all events, in order. */
    void events(OpenTransaction transaction, ObjLongConsumer<byte[]> consumer) {
        transactions.events(transaction, consumer);
    }

    /** Goes through the events from an order on, in order, until no more are wanted. */
    void events(OpenTransaction transaction, long from, TransactionStores.EventConsumer consumer) {
        transactions.events(transaction, from, consumer);
    }

    /** Forgets an event that was gone through from an order on. */
    void forgetEvent(OpenTransaction transaction, long order) {
        transactions.forgetEvent(transaction, order);
    }

    @Override
    public List<Departed> departed(TransactionKey key) {
        if (!filter.mayHave(key.bytes())) {
            return List.of();
        }
        List<Departed> found = new ArrayList<>();
        try (WindowStoreIterator<byte[]> all =
                departed.fetch(Bytes.wrap(key.bytes()), Instant.ofEpochMilli(Math.max(0, streamMs - memoryMs)), EVER)) {
            all.forEachRemaining(next -> found.add(StateCodec.readDeparted(next.value)));
        }
        return found;
    }

    void remember(TransactionKey key, Departed one) {
        filter.add(key.bytes(), streamMs);
        departed.put(Bytes.wrap(key.bytes()), StateCodec.write(one), streamMs);
    }

    /** Up to which commit of a source all have left. */
    void watermark(String source, long commit) {
        watermarks.put(
                Bytes.wrap(source.getBytes(StandardCharsets.UTF_8)),
                ByteBuffer.allocate(Long.BYTES).putLong(commit).array());
    }

    void forEachWatermark(ObjLongConsumer<String> consumer) {
        try (KeyValueIterator<Bytes, byte[]> all = watermarks.all()) {
            all.forEachRemaining(one -> consumer.accept(
                    new String(one.key.get(), StandardCharsets.UTF_8),
                    ByteBuffer.wrap(one.value).getLong()));
        }
    }
}
