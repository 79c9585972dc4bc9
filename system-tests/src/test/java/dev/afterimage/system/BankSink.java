package dev.afterimage.system;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.cdc.delivery.Delivered;
import dev.afterimage.cdc.delivery.PartLedger;
import dev.afterimage.cdc.delivery.Step;
import dev.afterimage.localstack.LocalStack;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Keeps a copy of the bank, from whole transactions or from the raw events, until it is told to stop. */
final class BankSink implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final AtomicLong applied;
    private final Future<?> running;
    private volatile boolean stopping;

    /** Applies what a record holds. */
    @FunctionalInterface
    private interface Applying {
        void apply(Connection copy, ConsumerRecord<byte[], byte[]> record) throws Exception;
    }

    private BankSink(LocalStack stack, List<String> topics, Connection copy, AtomicLong applied, Applying applying) {
        this.applied = applied;
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                stack.kafka().bootstrapServers(),
                "isolation.level",
                "read_committed",
                "allow.auto.create.topics",
                "false",
                "max.partition.fetch.bytes",
                33_000_000);
        this.running = thread.submit(() -> {
            try (copy;
                    KafkaConsumer<byte[], byte[]> consumer =
                            new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                // Without a group the position is this reader's own, as that of a sink which keeps it with what it has
                // applied.
                List<TopicPartition> partitions = partitions(consumer, topics);
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                while (!stopping) {
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                        if (record.value() != null) {
                            applying.apply(copy, record);
                        }
                    }
                }
            }
            return null;
        });
    }

    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, List<String> topics) {
        Map<String, List<PartitionInfo>> known = consumer.listTopics();
        while (!stopping && !known.keySet().containsAll(topics)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            known = consumer.listTopics();
        }
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            known.getOrDefault(topic, List.of())
                    .forEach(one -> partitions.add(new TopicPartition(topic, one.partition())));
        }
        return partitions;
    }

    /** Each event by itself, as a consumer of the tables' topics gets them. */
    static BankSink ofRawEvents(LocalStack stack, String source, Connection copy) {
        AtomicLong counted = new AtomicLong();
        List<String> tables =
                Bank.TABLES.stream().map(table -> source + ".public." + table).toList();
        return new BankSink(stack, tables, copy, counted, (to, record) -> {
            JsonNode payload = JSON.readTree(record.value()).path("payload");
            apply(to, payload.path("source").path("table").asText(), payload.path("after"));
            counted.incrementAndGet();
        });
    }

    /** Each transaction as a whole, in one transaction of the copy; parts when their manifest has come. */
    static BankSink ofTransactions(LocalStack stack, String source, Connection copy) throws SQLException {
        copy.setAutoCommit(false);
        AtomicLong counted = new AtomicLong();
        Map<TopicPartition, PartLedger> ledgers = new HashMap<>();
        Map<String, List<byte[]>> kept = new HashMap<>();
        return new BankSink(stack, List.of("afterimage.transactions"), copy, counted, (to, record) -> {
            Step step = ledgers.computeIfAbsent(
                            new TopicPartition(record.topic(), record.partition()), _ -> new PartLedger())
                    .take(record.value(), record.offset(), record.timestamp());
            Delivered delivered = step.delivered();
            if (!delivered.source().equals(source)) {
                return;
            }
            switch (step.action()) {
                case KEEP ->
                    kept.computeIfAbsent(delivered.id(), _ -> new ArrayList<>()).add(record.value());
                case APPLY -> commit(to, List.of(record.value()));
                case APPLY_KEPT -> commit(to, requireNonNull(kept.remove(delivered.id())));
                case REFUSE -> throw new AssertionError(delivered + ": " + step.why());
            }
            if (step.action() != Step.Action.KEEP) {
                counted.incrementAndGet();
            }
        });
    }

    private static void commit(Connection copy, List<byte[]> documents) throws Exception {
        for (byte[] document : documents) {
            for (JsonNode event : JSON.readTree(document).path("events")) {
                String collection = event.path("collection").asText();
                apply(copy, collection.substring(collection.indexOf('.') + 1), event.path("after"));
            }
        }
        copy.commit();
    }

    private static void apply(Connection copy, String table, JsonNode after) throws SQLException {
        if (!Bank.TABLES.contains(table)) {
            throw new AssertionError("an event of " + table);
        }
        try (PreparedStatement upsert = copy.prepareStatement("insert into public." + table
                + " values (?, ?) on conflict (id) do update set balance = excluded.balance")) {
            upsert.setInt(1, after.path("id").asInt());
            upsert.setLong(2, after.path("balance").asLong());
            upsert.executeUpdate();
        }
    }

    /** How many events, or transactions, are in the copy. */
    long applied() {
        return applied.get();
    }

    /** Whether it ended before it was told to; {@link #stop} says why. */
    boolean failed() {
        return running.isDone() && !stopping;
    }

    void stop() throws InterruptedException, ExecutionException {
        stopping = true;
        running.get();
    }

    @Override
    public void close() {
        stopping = true;
        thread.shutdownNow();
    }
}
