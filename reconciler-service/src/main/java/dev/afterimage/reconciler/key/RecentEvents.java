package dev.afterimage.reconciler.key;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.envelope.EventDecoder;
import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.key.DocumentIds;
import dev.afterimage.reconciler.config.TopicPrefix;
import dev.afterimage.reconciler.table.TableShape;
import dev.afterimage.support.kafka.KafkaClients;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Looks for a key's events at the end of its topic. One at a time; thread-safe. */
@Singleton
class RecentEvents {
    /** Records of each partition that are looked at. */
    private static final long TAIL = 2_000;

    private static final int SHOWN = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaClients kafka;
    private final EventDecoder decoder;
    private final DocumentIds plain = DocumentIds.plain();
    private final DocumentIds withSource;

    RecentEvents(KafkaClients kafka, EventDecoder decoder, TopicPrefix prefix) {
        this.kafka = kafka;
        this.decoder = decoder;
        this.withSource = DocumentIds.plain().withSource(prefix.topicPrefix());
    }

    /** The newest events that make or remove a document, the newest first; what cannot be read in time is left out. */
    synchronized List<KeyEvent> of(TableShape shape, String id) {
        ArrayDeque<KeyEvent> newest = new ArrayDeque<>();
        try (Consumer<byte[], byte[]> consumer = kafka.reader()) {
            Map<TopicPartition, Long> ends = assigned(consumer, shape.topic());
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < until && behind(consumer, ends)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (id.equals(idOf(record, shape))) {
                        newest.addFirst(event(record));
                        if (newest.size() > SHOWN) {
                            newest.removeLast();
                        }
                    }
                }
            }
        }
        return List.copyOf(newest);
    }

    private static Map<TopicPartition, Long> assigned(Consumer<byte[], byte[]> consumer, String topic) {
        List<TopicPartition> partitions = new ArrayList<>();
        consumer.listTopics()
                .getOrDefault(topic, List.of())
                .forEach(one -> partitions.add(new TopicPartition(topic, one.partition())));
        consumer.assign(partitions);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        ends.forEach(
                (partition, end) -> consumer.seek(partition, Math.max(begins.getOrDefault(partition, 0L), end - TAIL)));
        return ends;
    }

    private static boolean behind(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    private String idOf(ConsumerRecord<byte[], byte[]> record, TableShape shape) {
        try {
            if (decoded(record) instanceof ChangeEvent.RowChange change) {
                DocumentIds ids = shape.idPrefix().isEmpty() ? plain : withSource;
                RowImage image = change instanceof ChangeEvent.Upsert upsert ? upsert.after() : change.before();
                if (image != null) {
                    int[] columns = columns(image, shape);
                    if (columns.length > 0) {
                        return ids.of(image, columns).text();
                    }
                }
                return ids.of(change.key()).text();
            }
        } catch (EventFailure e) {
            // A record of another kind, or one that is parked: the dead letter tells of it.
        }
        return "";
    }

    /** The columns of the image that make the id; none if one is not there. */
    private static int[] columns(RowImage image, TableShape shape) {
        int[] columns = new int[shape.key().size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = -1;
            String name = shape.key().get(i).column().name();
            for (int column = 0; column < image.schema().size(); column++) {
                if (image.schema().column(column).name().equals(name) && image.hasValue(column)) {
                    columns[i] = column;
                }
            }
            if (columns[i] < 0) {
                return new int[0];
            }
        }
        return columns;
    }

    private KeyEvent event(ConsumerRecord<byte[], byte[]> record) {
        String operation = "";
        String position = "";
        try {
            if (decoded(record) instanceof ChangeEvent.RowChange change) {
                operation = change.operation().name().toLowerCase(Locale.ROOT);
                position = change.origin().position().toString();
            }
        } catch (EventFailure e) {
            operation = "unreadable";
        }
        return new KeyEvent(
                record.partition(), record.offset(), Instant.ofEpochMilli(record.timestamp()), operation, position);
    }

    private ChangeEvent decoded(ConsumerRecord<byte[], byte[]> record) throws EventFailure {
        return decoder.decode(
                record, new RecordCoordinates(record.topic(), record.partition(), record.offset(), record.timestamp()));
    }
}
