package dev.afterimage.txn.topology;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store on the heap that counts what is written to it and can go back to what it was. */
final class HeapStore implements KeyValueStore<Bytes, byte[]> {
    private TreeMap<Bytes, byte[]> entries = new TreeMap<>();
    private TreeMap<Bytes, byte[]> committed = new TreeMap<>();
    private int writes;

    int size() {
        return entries.size();
    }

    int writes() {
        return writes;
    }

    void commit() {
        committed = new TreeMap<>(entries);
    }

    /** As a task finds it after a kill: what was not committed is gone. */
    void backToTheCommit() {
        entries = new TreeMap<>(committed);
    }

    @Override
    public void put(Bytes key, byte @Nullable [] value) {
        writes++;
        if (value == null) {
            entries.remove(key);
        } else {
            entries.put(key, value);
        }
    }

    @Override
    public byte @Nullable [] putIfAbsent(Bytes key, byte[] value) {
        byte[] before = entries.get(key);
        if (before == null) {
            put(key, value);
        }
        return before;
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> all) {
        all.forEach(one -> put(one.key, one.value));
    }

    @Override
    public byte @Nullable [] delete(Bytes key) {
        byte[] before = entries.get(key);
        put(key, null);
        return before;
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        return entries.get(key);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        return new Iterating(
                new ArrayList<>(entries.subMap(from, true, to, true).entrySet()).iterator());
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return new Iterating(new ArrayList<>(entries.entrySet()).iterator());
    }

    @Override
    public long approximateNumEntries() {
        return entries.size();
    }

    @Override
    public String name() {
        return "heap";
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {}

    @Override
    public void close() {}

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    /** Goes through a copy, as iterators of RocksDB do. */
    private record Iterating(Iterator<Map.Entry<Bytes, byte[]>> entries) implements KeyValueIterator<Bytes, byte[]> {
        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public KeyValue<Bytes, byte[]> next() {
            Map.Entry<Bytes, byte[]> next = entries.next();
            return KeyValue.pair(next.getKey(), next.getValue());
        }

        @Override
        public Bytes peekNextKey() {
            throw new UnsupportedOperationException("nobody peeks here");
        }

        @Override
        public void close() {}
    }
}
