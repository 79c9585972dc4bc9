package dev.afterimage.system;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What a mirror's consumer group has committed. */
final class Offsets {
    private Offsets() {}

    /** The committed offset of each partition of a table's topic that has one. */
    static Map<Integer, Long> committed(Mirror mirror, String table) throws ExecutionException, InterruptedException {
        String topic = mirror.table(table).topic();
        Map<Integer, Long> offsets = new HashMap<>();
        try (Admin admin = mirror.stack().kafka().admin()) {
            Map<TopicPartition, OffsetAndMetadata> all = admin.listConsumerGroupOffsets(mirror.group())
                    .partitionsToOffsetAndMetadata()
                    .get();
            all.forEach((partition, at) -> {
                if (partition.topic().equals(topic)) {
                    offsets.put(partition.partition(), at.offset());
                }
            });
        }
        return offsets;
    }
}
