package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.envelope.EventDecoder;
import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.cdc.event.TableSchema;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Finds the columns that a topic's newest row has: reads backwards in growing steps until there is one. */
final class NewestSchemas {
    private static final long FIRST_STEP = 200;
    private static final long MOST_RECORDS = 200_000;
    private static final Duration STEP_TIME = Duration.ofSeconds(30);

    private final Consumer<byte[], byte[]> consumer;
    private final EventDecoder decoder;

    NewestSchemas(Consumer<byte[], byte[]> consumer, EventDecoder decoder) {
        this.consumer = consumer;
        this.decoder = decoder;
    }

    Optional<TableSchema> of(String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(each -> new TopicPartition(topic, each.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        boolean more = true;
        for (long step = FIRST_STEP; more && step <= MOST_RECORDS; step *= 10) {
            more = false;
            Map<TopicPartition, Long> from = new HashMap<>();
            for (TopicPartition partition : partitions) {
                long begin = begins.getOrDefault(partition, 0L);
                long start = Math.max(begin, ends.getOrDefault(partition, 0L) - step);
                more |= start > begin;
                from.put(partition, start);
            }
            Optional<TableSchema> found = newest(from, ends);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<TableSchema> newest(Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends) {
        from.forEach(consumer::seek);
        TableSchema newest = null;
        long newestAt = Long.MIN_VALUE;
        long until = System.nanoTime() + STEP_TIME.toNanos();
        while (from.keySet().stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))
                && System.nanoTime() < until) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                TableSchema schema = schema(record);
                if (schema != null && record.timestamp() >= newestAt) {
                    newest = schema;
                    newestAt = record.timestamp();
                }
            }
        }
        return Optional.ofNullable(newest);
    }

    private @Nullable TableSchema schema(ConsumerRecord<byte[], byte[]> record) {
        try {
            RecordCoordinates at =
                    new RecordCoordinates(record.topic(), record.partition(), record.offset(), record.timestamp());
            return decoder.decode(record, at) instanceof ChangeEvent.Upsert upsert
                    ? upsert.after().schema()
                    : null;
        } catch (EventFailure e) {
            return null; // one that cannot be read tells no columns
        }
    }
}
