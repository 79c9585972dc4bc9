package dev.afterimage.txn.topology;

import dev.afterimage.cdc.deadletter.DeadLetters;
import dev.afterimage.cdc.deadletter.RedriveTopic;
import dev.afterimage.txn.output.TransactionAvro;
import dev.afterimage.txn.output.TransactionForm;
import dev.afterimage.txn.output.TransactionJson;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The road of the records: topics → read → pieces, brought together by transaction → assemble → topics. A pure function of its arguments.
 *
 * <p>Every operator and store has a name, so that a newer version finds the topics and the state of an older one.
 */
public final class TransactionTopology {
    public static final String OPEN = "open-transactions";
    public static final String EVENTS = "transaction-events";
    public static final String DEPARTED = "departed-transactions";
    public static final String WATERMARKS = "commit-watermarks";
    /** Holds nothing itself: the reading tasks are told by it when they commit. */
    static final String GATHERED = "gathered-pieces";
    /** Internal topics are named by the application's id and these. */
    public static final String PIECES = "pieces";

    /**
     * What the road is made of.
     *
     * @param partitions of the topic of pieces: how many tasks can assemble at once
     * @param readers makes a reader for each task, which uses it alone
     * @param letters makes the dead letters
     * @param group the application's id, to which dead letters are redriven
     * @param avroSchema the registry's id of the schema of transactions, if they leave in Avro; else they leave in JSON
     */
    public record Parts(
            Sources sources,
            int partitions,
            Supplier<Reading> readers,
            AssemblyLimits limits,
            Ordering ordering,
            Destinations destinations,
            DeadLetters letters,
            String group,
            AssemblyEvents events,
            OptionalInt avroSchema) {
        /** The same, with transactions that leave in Avro. */
        public Parts writingAvro(int schemaId) {
            return new Parts(
                    sources,
                    partitions,
                    readers,
                    limits,
                    ordering,
                    destinations,
                    letters,
                    group,
                    events,
                    OptionalInt.of(schemaId));
        }

        /** Made for each task, which uses it alone. */
        private TransactionForm form() {
            return avroSchema.isPresent()
                    ? new TransactionAvro(avroSchema.getAsInt(), sources::consumed)
                    : new TransactionJson(sources::consumed);
        }
    }

    /** What reads records, made anew for each task. */
    public record Reading(
            dev.afterimage.cdc.envelope.EventDecoder events,
            dev.afterimage.cdc.transaction.TransactionDecoder boundaries,
            boolean fullBefore) {}

    private TransactionTopology() {}

    /** Where dead letters of a group are redriven to. */
    public static String redriveTopic(String group) {
        return RedriveTopic.of(group);
    }

    public static Topology of(Parts parts) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(new WriteBehindStore.Builder(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(GATHERED), Serdes.Bytes(), Serdes.ByteArray())
                        .withLoggingDisabled()));
        builder.addStateStore(new WriteBehindStore.Builder(keyed(OPEN)));
        builder.addStateStore(keyed(EVENTS));
        builder.addStateStore(keyed(WATERMARKS).withCachingEnabled());
        builder.addStateStore(
                windowed(DEPARTED, Duration.ofMillis(parts.limits().memoryMs())));
        KStream<byte[], Emission> read = builder.stream(
                        parts.sources().topicsAnd(redriveTopic(parts.group())),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("changes"))
                .process(() -> reading(parts), Named.as("read"), GATHERED);
        leave(read.filter((key, emission) -> emission.topic() != null, Named.as("unreadable")), "parked");
        KStream<byte[], Emission> assembled = read.filter(
                        (key, emission) -> emission.topic() == null, Named.as("readable"))
                .mapValues(Emission::value, Named.as("piece"))
                .repartition(pieces(parts))
                .process(
                        () -> new AssembleProcessor(
                                parts.sources(),
                                parts.form(),
                                parts.limits(),
                                parts.ordering(),
                                parts.destinations(),
                                parts.letters(),
                                parts.group(),
                                parts.events()),
                        Named.as("assemble"),
                        OPEN,
                        EVENTS,
                        DEPARTED,
                        WATERMARKS);
        String whole = parts.destinations().transactions();
        leave(assembled.filter((key, emission) -> !whole.equals(emission.topic()), Named.as("other")), "others");
        KStream<byte[], byte[]> transactions = assembled
                .filter((key, emission) -> whole.equals(emission.topic()), Named.as("whole"))
                .mapValues(Emission::value, Named.as("document"));
        Produced<byte[], byte[]> sink = Produced.<byte[], byte[]>as("transactions")
                .withKeySerde(Serdes.ByteArray())
                .withValueSerde(Serdes.ByteArray());
        transactions.to(
                whole, parts.ordering().byCommit() ? sink.withStreamPartitioner(new SourcePartitioner<>()) : sink);
        return builder.build();
    }

    private static Repartitioned<byte[], byte[]> pieces(Parts parts) {
        Repartitioned<byte[], byte[]> pieces = Repartitioned.<byte[], byte[]>as(PIECES)
                .withKeySerde(Serdes.ByteArray())
                .withValueSerde(Serdes.ByteArray())
                .withNumberOfPartitions(parts.partitions());
        return parts.ordering().byCommit() ? pieces.withStreamPartitioner(new SourcePartitioner<>()) : pieces;
    }

    private static ReadProcessor reading(Parts parts) {
        Reading reading = parts.readers().get();
        return new ReadProcessor(
                parts.sources(),
                new Reader(parts.sources(), reading.events(), reading.boundaries(), reading.fullBefore()),
                parts.letters(),
                parts.destinations(),
                parts.group(),
                parts.events());
    }

    private static void leave(KStream<byte[], Emission> stream, String name) {
        stream.to(
                (key, emission, context) -> java.util.Objects.requireNonNull(emission.topic()),
                Produced.<byte[], Emission>as(name)
                        .withKeySerde(Serdes.ByteArray())
                        .withValueSerde(Serdes.serdeFrom(
                                (topic, emission) -> emission.value(), (topic, bytes) -> new Emission(topic, bytes))));
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> keyed(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of());
    }

    private static StoreBuilder<WindowStore<Bytes, byte[]>> windowed(String name, Duration retention) {
        return Stores.windowStoreBuilder(
                        Stores.persistentWindowStore(name, retention, Duration.ofMillis(1), true),
                        Serdes.Bytes(),
                        Serdes.ByteArray())
                .withLoggingEnabled(Map.of());
    }
}
