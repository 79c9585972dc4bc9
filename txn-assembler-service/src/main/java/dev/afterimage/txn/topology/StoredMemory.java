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
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * The stores of one task: open transactions, their events one by one, those that have left, and up to which commit all have. Used by the task's thread.
 *
 * <p>An event's key is its transaction's with the order behind it, so that a transaction's events are a range that is read piece by piece.
 */
final class StoredMemory implements Memory {
    private static final int FINGERPRINT_BYTES = Long.BYTES;
    private static final int MOST_LIVE = 10_000;
    private static final int ONE_BY_ONE = 200;
    /** Latest time that a window store takes; far behind every record. */
    private static final Instant EVER = Instant.ofEpochMilli(Long.MAX_VALUE >> 1);

    private final KeyValueStore<Bytes, byte[]> open;
    private final KeyValueStore<Bytes, byte[]> events;
    private final WindowStore<Bytes, byte[]> departed;
    private final KeyValueStore<Bytes, byte[]> watermarks;
    private final long memoryMs;
    /** Keys with a transaction beside serial 0: so few that no other key is looked for by range. */
    private final Set<TransactionKey> several = new HashSet<>();

    /** The transactions touched last, as they are stored, so that they need not be read for each piece. */
    private final Map<TransactionKey, OpenTransaction> live = new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TransactionKey, OpenTransaction> eldest) {
            return size() > MOST_LIVE;
        }
    };

    private final DepartedFilter filter;
    private long streamMs;

    /** Takes an event as stored. */
    @FunctionalInterface
    interface EventConsumer {
        /** Answers whether more are wanted. */
        boolean accept(long order, byte[] json);
    }

    StoredMemory(ProcessorContext<?, ?> context, long memoryMs) {
        this.open = context.getStateStore(TransactionTopology.OPEN);
        this.events = context.getStateStore(TransactionTopology.EVENTS);
        this.departed = context.getStateStore(TransactionTopology.DEPARTED);
        this.watermarks = context.getStateStore(TransactionTopology.WATERMARKS);
        this.memoryMs = memoryMs;
        this.filter = new DepartedFilter(memoryMs);
        try (KeyValueIterator<Windowed<Bytes>, byte[]> all = departed.all()) {
            all.forEachRemaining(
                    one -> filter.add(one.key.key().get(), one.key.window().start()));
        }
        forgetWhatDiesInTheCache(open);
        forgetWhatDiesInTheCache(events);
    }

    /**
     * A cache with a listener drops an entry that was put and deleted between two commits; one without writes the delete to the store and its
     * changelog. Most transactions live for milliseconds.
     */
    @SuppressWarnings("unchecked")
    private static void forgetWhatDiesInTheCache(KeyValueStore<Bytes, byte[]> store) {
        if (store instanceof WrappedStateStore<?, ?, ?> wrapped) {
            ((WrappedStateStore<?, Bytes, byte[]>) wrapped).setFlushListener(flushed -> {}, false);
        }
    }

    /** Reads every open transaction, as a task does at its start. */
    void forEachOpen(Consumer<OpenTransaction> consumer) {
        try (KeyValueIterator<Bytes, byte[]> all = open.all()) {
            while (all.hasNext()) {
                OpenTransaction one = read(all.next());
                if (one.serial() > 0) {
                    several.add(one.key());
                }
                consumer.accept(one);
            }
        }
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
        if (!several.contains(key)) {
            OpenTransaction only = open(key, 0);
            return only == null ? List.of() : List.of(only);
        }
        List<OpenTransaction> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> range = open.range(openKey(key, 0), openKey(key, Long.MAX_VALUE))) {
            range.forEachRemaining(next -> found.add(read(next)));
        }
        if (found.stream().allMatch(one -> one.serial() == 0)) {
            several.remove(key);
        }
        return found;
    }

    /** One of the transactions that have not left, or null. */
    @Nullable
    OpenTransaction open(TransactionKey key, long serial) {
        OpenTransaction known = serial == 0 ? live.get(key) : null;
        if (known != null) {
            return known;
        }
        byte[] stored = open.get(openKey(key, serial));
        return stored == null ? null : StateCodec.readOpen(key, serial, stored);
    }

    @Override
    public void save(OpenTransaction transaction) {
        if (transaction.serial() > 0) {
            several.add(transaction.key());
        } else {
            live.put(transaction.key(), transaction);
        }
        open.put(openKey(transaction.key(), transaction.serial()), StateCodec.write(transaction));
    }

    void forget(OpenTransaction transaction) {
        if (transaction.serial() == 0) {
            live.remove(transaction.key());
        }
        open.delete(openKey(transaction.key(), transaction.serial()));
    }

    @Override
    public @Nullable Long fingerprint(OpenTransaction transaction, long order) {
        byte[] stored = events.get(eventKey(transaction, order));
        return stored == null ? null : ByteBuffer.wrap(stored).getLong();
    }

    @Override
    public void put(OpenTransaction transaction, Piece.Row row) {
        byte[] json = row.json();
        events.put(
                eventKey(transaction, row.order()),
                ByteBuffer.allocate(FINGERPRINT_BYTES + json.length)
                        .putLong(row.fingerprint())
                        .put(json)
                        .array());
    }

    /** Goes through all events, in order. */
    void events(OpenTransaction transaction, ObjLongConsumer<byte[]> consumer) {
        if (transaction.ordersKnown() && transaction.rows() <= ONE_BY_ONE) {
            // What lives for milliseconds is in the cache above the store, where a look costs less than a range.
            transaction.forEachOrder(order -> consumer.accept(
                    event(Objects.requireNonNull(
                            events.get(eventKey(transaction, order)), "an event of a place that is taken is stored")),
                    order));
        } else {
            events(transaction, 0, (order, event) -> {
                consumer.accept(event, order);
                return true;
            });
        }
    }

    /** Goes through the events from an order on, in order, until no more are wanted. */
    void events(OpenTransaction transaction, long from, EventConsumer consumer) {
        try (KeyValueIterator<Bytes, byte[]> range =
                events.range(eventKey(transaction, from), eventKey(transaction, Long.MAX_VALUE))) {
            boolean wanted = true;
            while (wanted && range.hasNext()) {
                KeyValue<Bytes, byte[]> next = range.next();
                wanted = consumer.accept(lastLong(next.key.get()), event(next.value));
            }
        }
    }

    /** The event without what is stored beside it. */
    static byte[] event(byte[] stored) {
        return Arrays.copyOfRange(stored, FINGERPRINT_BYTES, stored.length);
    }

    void forgetEvent(OpenTransaction transaction, long order) {
        events.delete(eventKey(transaction, order));
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

    static OpenTransaction read(KeyValue<Bytes, byte[]> stored) {
        byte[] key = stored.key.get();
        TransactionKey of = TransactionKey.parse(Arrays.copyOf(key, key.length - 1 - Long.BYTES));
        return StateCodec.readOpen(of, lastLong(key), stored.value);
    }

    private static long lastLong(byte[] key) {
        return ByteBuffer.wrap(key, key.length - Long.BYTES, Long.BYTES).getLong();
    }

    static Bytes openKey(TransactionKey key, long serial) {
        byte[] text = key.bytes();
        return Bytes.wrap(ByteBuffer.allocate(text.length + 1 + Long.BYTES)
                .put(text)
                .put((byte) 0)
                .putLong(serial)
                .array());
    }

    static Bytes eventKey(OpenTransaction transaction, long order) {
        byte[] prefix = openKey(transaction.key(), transaction.serial()).get();
        return Bytes.wrap(ByteBuffer.allocate(prefix.length + Long.BYTES)
                .put(prefix)
                .putLong(order)
                .array());
    }
}
