package dev.afterimage.reconciler.repair;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.Outcome;
import dev.afterimage.cdc.deadletter.RedriveTopic;
import dev.afterimage.reconciler.config.ReconcilerProperties;
import dev.afterimage.reconciler.cut.Marker;
import dev.afterimage.reconciler.cut.Markers;
import dev.afterimage.reconciler.cut.TopicTail;
import dev.afterimage.reconciler.source.WireRow;
import dev.afterimage.reconciler.source.WireRows;
import dev.afterimage.reconciler.table.TableShape;
import dev.afterimage.reconciler.table.WireColumn;
import dev.afterimage.support.kafka.KafkaClients;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Repairs keys: a marker is committed, the rows are read anew after it, and what they are now goes through the indexer's own path with the
 * marker's position. It is newer than all that committed before the marker and older than all that commits after it, so that it never
 * overwrites something newer. Thread-safe.
 */
@Singleton
public final class Repairs {
    /** Records sent before their outcomes are awaited. */
    private static final int AT_ONCE = 500;

    private static final Duration POLL = Duration.ofMillis(200);
    private static final long SEND_SECONDS = 30;

    private final Markers markers;
    private final WireRows rows;
    private final KafkaClients kafka;
    private final String redriveTopic;
    private final String outcomeTopic;
    private final Duration patience;
    private @Nullable Producer<byte[], byte[]> producer;

    Repairs(Markers markers, WireRows rows, KafkaClients kafka, ReconcilerProperties properties) {
        this.markers = markers;
        this.rows = rows;
        this.kafka = kafka;
        this.redriveTopic = RedriveTopic.of(properties.indexerGroup());
        this.outcomeTopic = properties.outcomeTopic();
        this.patience = properties.catchUp();
    }

    /** A key to repair by the id of its document. */
    public record Key(String id, List<@Nullable String> texts) {}

    /**
     * Why nothing of this table can be repaired; null if it can.
     *
     * @param shape the table
     */
    public @Nullable String refusal(TableShape shape) {
        return shape.wire() == null
                ? "the columns " + String.join(", ", shape.unsendable())
                        + " have types for which there is no rule, so that a repair would lose their values"
                : null;
    }

    /**
     * Sends the keys as they are now and waits for the indexer's answers.
     *
     * @return the outcome of each key; a key without one got no answer in time
     */
    public Map<String, Outcome> repair(TableShape shape, List<Key> keys) throws InterruptedException {
        List<WireColumn> columns = shape.wire();
        if (columns == null) {
            throw new IllegalStateException("a table that cannot be repaired was to be");
        }
        Map<String, Outcome> outcomes = new HashMap<>();
        for (int from = 0; from < keys.size(); from += AT_ONCE) {
            outcomes.putAll(some(shape, columns, keys.subList(from, Math.min(keys.size(), from + AT_ONCE))));
        }
        return outcomes;
    }

    private Map<String, Outcome> some(TableShape shape, List<WireColumn> columns, List<Key> keys)
            throws InterruptedException {
        Marker marker = markers.one();
        Map<String, WireRow> now =
                rows.read(shape, columns, keys.stream().map(Key::texts).toList());
        RepairRecord records = new RepairRecord(redriveTopic, shape, columns, marker);
        String prefix = "repair-" + UUID.randomUUID() + "-";
        Map<String, String> idOf = new HashMap<>();
        try (TopicTail tail = TopicTail.begin(kafka.reader(), outcomeTopic)) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (Key key : keys) {
                String repair = prefix + sent.size();
                idOf.put(repair, key.id());
                WireRow row = now.get(key.id());
                ProducerRecord<byte[], byte[]> record = row == null
                        ? records.delete(repair, key.texts())
                        : records.upsert(repair, key.texts(), row.values());
                sent.add(producer().send(record));
            }
            awaitSent(sent);
            return answers(tail, idOf);
        }
    }

    private void awaitSent(List<Future<RecordMetadata>> sent) throws InterruptedException {
        try {
            for (Future<RecordMetadata> one : sent) {
                one.get(SEND_SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "repairs could not be sent to " + redriveTopic + ": "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }

    private Map<String, Outcome> answers(TopicTail tail, Map<String, String> idOf) throws InterruptedException {
        Map<String, Outcome> outcomes = new HashMap<>();
        long until = System.nanoTime() + patience.toNanos();
        while (outcomes.size() < idOf.size() && System.nanoTime() < until) {
            for (ConsumerRecord<byte[], byte[]> record : tail.poll(POLL)) {
                Outcome outcome = read(record);
                String id = outcome == null ? null : idOf.get(outcome.redrive().id());
                if (outcome != null && id != null) {
                    outcomes.put(id, outcome);
                }
            }
        }
        return outcomes;
    }

    private static @Nullable Outcome read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.value() == null ? null : Outcome.fromJson(record.value());
        } catch (EventFailure e) {
            return null;
        }
    }

    private synchronized Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            open = kafka.producer();
            producer = open;
        }
        return open;
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(5));
        }
    }
}
