package dev.afterimage.txn.topology;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.cdc.deadletter.DeadLetters;
import dev.afterimage.cdc.envelope.AnyFormDecoder;
import dev.afterimage.cdc.envelope.JsonSettings;
import dev.afterimage.cdc.envelope.TopicTypes;
import dev.afterimage.cdc.registry.SchemaSource;
import dev.afterimage.cdc.transaction.TransactionDecoder;
import dev.afterimage.cdc.type.Placeholder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The topology under Kafka's test driver, with exactly-once and stores on disk as in production. */
final class Road implements AutoCloseable {
    static final AssemblyLimits LIMITS = new AssemblyLimits(60_000, 86_400_000, 1_000, 500_000, 2_000_000, 100_000);
    static final String TRANSACTIONS = "afterimage.transactions";
    static final String INCOMPLETE = "afterimage.transactions.incomplete";
    static final String DEAD_LETTERS = "afterimage.dead-letters";
    static final String OUTCOMES = "afterimage.outcomes";
    static final String GROUP = "assembler-test";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Counted counted = new Counted();
    private final Path state;
    private final TopologyTestDriver driver;
    private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
    private long clock = 1_800_000_000_000L;

    /** A document that left, with its key. */
    record Left(String key, JsonNode document, byte[] bytes, Headers headers) {}

    /** Counts what the topology tells. */
    static final class Counted implements AssemblyEvents {
        int outside;
        int parked;
        int duplicates;
        int late;
        int contradictions;

        @Override
        public void outsideTransactions() {
            outside++;
        }

        @Override
        public void parked(String category) {
            parked++;
        }

        @Override
        public void duplicate() {
            duplicates++;
        }

        @Override
        public void late() {
            late++;
        }

        @Override
        public void contradiction() {
            contradictions++;
        }
    }

    Road() {
        this(LIMITS, List.of());
    }

    Road(AssemblyLimits limits, List<String> excluded) {
        this(limits, excluded, Ordering.AS_COMPLETED);
    }

    Road(AssemblyLimits limits, List<String> excluded, Ordering ordering) {
        this(limits, excluded, ordering, SchemaSource.NONE, OptionalInt.empty());
    }

    /** @param avro the id of the schema of transactions that leave in Avro */
    Road(AssemblyLimits limits, List<String> excluded, Ordering ordering, SchemaSource registry, OptionalInt avro) {
        try {
            state = Files.createTempDirectory("road");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, GROUP);
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        driver = new TopologyTestDriver(
                TransactionTopology.of(new TransactionTopology.Parts(
                        new Sources(List.of(Written.SOURCE), excluded),
                        1,
                        () -> new TransactionTopology.Reading(
                                new AnyFormDecoder(
                                        new JsonSettings(Placeholder.DEFAULT, true, TopicTypes.NONE), registry),
                                new TransactionDecoder(registry),
                                false),
                        limits,
                        ordering,
                        new Destinations(TRANSACTIONS, INCOMPLETE, DEAD_LETTERS, OUTCOMES),
                        new DeadLetters(DEAD_LETTERS, GROUP, "test"),
                        GROUP,
                        counted,
                        avro)),
                settings,
                Instant.ofEpochMilli(clock));
    }

    Counted counted() {
        return counted;
    }

    void send(Written.Sent one) {
        send(one, new RecordHeaders());
    }

    void send(Written.Sent one, Headers headers) {
        send(one.topic(), one.keyBytes(), one.valueBytes(), headers);
    }

    void send(String topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        inputs.computeIfAbsent(
                        topic,
                        name -> driver.createInputTopic(name, new ByteArraySerializer(), new ByteArraySerializer()))
                .pipeInput(new TestRecord<>(key, value, headers, clock));
    }

    void send(Collection<Written.Sent> all) {
        all.forEach(this::send);
    }

    void pass(Duration time) {
        clock += time.toMillis();
        driver.advanceWallClockTime(time);
    }

    /** What has left to a topic since it was asked last. */
    List<Left> left(String topic) {
        TestOutputTopic<byte[], byte[]> output =
                driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<Left> left = new ArrayList<>();
        for (TestRecord<byte[], byte[]> record : output.readRecordsToList()) {
            left.add(new Left(
                    record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8),
                    json(record.value()),
                    record.value(),
                    record.headers()));
        }
        return left;
    }

    private static JsonNode json(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }

    /** How many entries the stores of what is open hold. */
    int stored() {
        int stored = 0;
        for (String store : List.of(TransactionTopology.OPEN, TransactionTopology.EVENTS)) {
            try (var all = driver.getKeyValueStore(store).all()) {
                while (all.hasNext()) {
                    all.next();
                    stored++;
                }
            }
        }
        return stored;
    }

    @Override
    public void close() {
        driver.close();
    }
}
