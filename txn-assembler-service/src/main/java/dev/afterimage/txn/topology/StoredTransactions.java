package dev.afterimage.txn.topology;

import dev.afterimage.txn.assembly.Departed;
import dev.afterimage.txn.assembly.OpenTransaction;
import dev.afterimage.txn.assembly.StateCodec;
import dev.afterimage.txn.assembly.TransactionKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Reads what the tasks of this instance knew at their last commit, from other threads than theirs.
 *
 * <p>Every call throws {@code InvalidStateStoreException} while tasks are being given out.
 */
public final class StoredTransactions {
    private static final Instant EVER = Instant.ofEpochMilli(Long.MAX_VALUE >> 1);

    private final KafkaStreams streams;
    private final Ordering ordering;

    public StoredTransactions(KafkaStreams streams, Ordering ordering) {
        this.streams = streams;
        this.ordering = ordering;
    }

    /** Which instance knows of a transaction. */
    public KeyQueryMetadata whereIs(TransactionKey key) {
        return ordering.byCommit()
                ? streams.queryMetadataForKey(TransactionTopology.OPEN, key.bytes(), new SourcePartitioner<>())
                : streams.queryMetadataForKey(TransactionTopology.OPEN, key.bytes(), new ByteArraySerializer());
    }

    /** The transactions of a key that have not left. */
    public List<OpenTransaction> open(TransactionKey key) {
        List<OpenTransaction> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> range =
                openOnes().range(StoreKeys.of(key, 0), StoreKeys.of(key, Long.MAX_VALUE))) {
            range.forEachRemaining(one -> found.add(TransactionStores.read(one)));
        }
        return found;
    }

    /** Those of all keys, in no order, as many as are wanted. */
    public List<OpenTransaction> open(int most) {
        List<OpenTransaction> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = openOnes().all()) {
            while (found.size() < most && all.hasNext()) {
                found.add(TransactionStores.read(all.next()));
            }
        }
        return found;
    }

    /** Those of a key that have left and are remembered, newest last. */
    public List<Departed> departed(TransactionKey key) {
        List<Departed> found = new ArrayList<>();
        ReadOnlyWindowStore<Bytes, byte[]> store = streams.store(
                StoreQueryParameters.fromNameAndType(TransactionTopology.DEPARTED, QueryableStoreTypes.windowStore()));
        try (WindowStoreIterator<byte[]> all = store.fetch(Bytes.wrap(key.bytes()), Instant.EPOCH, EVER)) {
            all.forEachRemaining(one -> found.add(StateCodec.readDeparted(one.value)));
        }
        return found;
    }

    /** The first events of a transaction that has not left, in order, as consumers will get them. */
    public List<byte[]> events(OpenTransaction transaction, int most) {
        List<byte[]> found = new ArrayList<>();
        ReadOnlyKeyValueStore<Bytes, byte[]> events = streams.store(
                StoreQueryParameters.fromNameAndType(TransactionTopology.EVENTS, QueryableStoreTypes.keyValueStore()));
        try (KeyValueIterator<Bytes, byte[]> range =
                events.range(StoreKeys.ofEvent(transaction, 0), StoreKeys.ofEvent(transaction, Long.MAX_VALUE))) {
            while (found.size() < most && range.hasNext()) {
                found.add(TransactionStores.event(range.next().value));
            }
        }
        return found;
    }

    private ReadOnlyKeyValueStore<Bytes, byte[]> openOnes() {
        return streams.store(
                StoreQueryParameters.fromNameAndType(TransactionTopology.OPEN, QueryableStoreTypes.keyValueStore()));
    }
}
