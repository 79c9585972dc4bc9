package dev.afterimage.dlq.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Records that are parked together: bounded in number and bytes, in the order of each partition. */
record LetterBatch(List<ConsumerRecord<byte[], byte[]>> records) {
    LetterBatch {
        records = List.copyOf(records);
    }

    /**
     * Cuts what was polled into batches; one record larger than the bound is a batch of its own.
     *
     * @param most records in a batch
     * @param mostBytes bytes of keys, values and headers in a batch
     */
    static List<LetterBatch> of(Iterable<ConsumerRecord<byte[], byte[]>> polled, int most, long mostBytes) {
        List<LetterBatch> batches = new ArrayList<>();
        List<ConsumerRecord<byte[], byte[]>> open = new ArrayList<>();
        long bytes = 0;
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            long size = size(record);
            if (!open.isEmpty() && (open.size() >= most || bytes + size > mostBytes)) {
                batches.add(new LetterBatch(open));
                open = new ArrayList<>();
                bytes = 0;
            }
            open.add(record);
            bytes += size;
        }
        if (!open.isEmpty()) {
            batches.add(new LetterBatch(open));
        }
        return batches;
    }

    /** What may be committed once they are parked. */
    Map<TopicPartition, OffsetAndMetadata> ends() {
        Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
        records.forEach(record -> ends.put(
                new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1)));
        return ends;
    }

    /** Where reading goes on if they were not parked. */
    Map<TopicPartition, Long> begins() {
        Map<TopicPartition, Long> begins = new HashMap<>();
        records.forEach(record ->
                begins.merge(new TopicPartition(record.topic(), record.partition()), record.offset(), Math::min));
        return begins;
    }

    private static long size(ConsumerRecord<byte[], byte[]> record) {
        long size = Math.max(0, record.serializedKeySize()) + (long) Math.max(0, record.serializedValueSize());
        for (var header : record.headers()) {
            size += header.value() == null ? 0 : header.value().length;
        }
        return size;
    }
}
