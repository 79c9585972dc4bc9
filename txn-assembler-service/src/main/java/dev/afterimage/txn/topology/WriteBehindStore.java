package dev.afterimage.txn.topology;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * A store whose owner is told before each commit, in time to write what it holds back: Kafka Streams flushes caches before it flushes the producer and
 * commits, also when a task is given away. Used by the task's thread.
 */
final class WriteBehindStore extends WrappedStateStore<KeyValueStore<Bytes, byte[]>, Bytes, byte[]>
        implements KeyValueStore<Bytes, byte[]> {
    private @Nullable Runnable beforeCommit;

    private WriteBehindStore(KeyValueStore<Bytes, byte[]> wrapped) {
        super(wrapped);
    }

    /** The one that a processor was given by this name. */
    static WriteBehindStore in(KeyValueStore<Bytes, byte[]> given) {
        WrappedStateStore<?, ?, ?> outer = (WrappedStateStore<?, ?, ?>) given;
        return Objects.requireNonNull(outer.findInner(WriteBehindStore.class), "the topology's own store");
    }

    /** @param write writes what is held back to this store and to others that have no cache */
    void beforeCommit(Runnable write) {
        beforeCommit = write;
    }

    @Override
    public void flushCache() {
        if (beforeCommit != null) {
            beforeCommit.run();
        }
        super.flushCache();
    }

    /** The task goes on as a standby: who held something back is gone. */
    @Override
    public void clearCache() {
        beforeCommit = null;
        super.clearCache();
    }

    @Override
    public void close() {
        beforeCommit = null;
        super.close();
    }

    @Override
    public void put(Bytes key, byte @Nullable [] value) {
        wrapped().put(key, value);
    }

    @Override
    public byte @Nullable [] putIfAbsent(Bytes key, byte[] value) {
        return wrapped().putIfAbsent(key, value);
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        wrapped().putAll(entries);
    }

    @Override
    public byte @Nullable [] delete(Bytes key) {
        return wrapped().delete(key);
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        return wrapped().get(key);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        return wrapped().range(from, to);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return wrapped().all();
    }

    @Override
    public long approximateNumEntries() {
        return wrapped().approximateNumEntries();
    }

    /** Builds it around the store of another builder, which has no cache. */
    record Builder(StoreBuilder<KeyValueStore<Bytes, byte[]>> inner)
            implements StoreBuilder<KeyValueStore<Bytes, byte[]>> {
        @Override
        public KeyValueStore<Bytes, byte[]> build() {
            return new WriteBehindStore(inner.build());
        }

        @Override
        public Builder withCachingEnabled() {
            throw new UnsupportedOperationException("what is held back must reach the changelog before the commit");
        }

        @Override
        public Builder withCachingDisabled() {
            return this;
        }

        @Override
        public Builder withLoggingEnabled(Map<String, String> config) {
            inner.withLoggingEnabled(config);
            return this;
        }

        @Override
        public Builder withLoggingDisabled() {
            inner.withLoggingDisabled();
            return this;
        }

        @Override
        public Map<String, String> logConfig() {
            return inner.logConfig();
        }

        @Override
        public boolean loggingEnabled() {
            return inner.loggingEnabled();
        }

        @Override
        public String name() {
            return inner.name();
        }
    }
}
