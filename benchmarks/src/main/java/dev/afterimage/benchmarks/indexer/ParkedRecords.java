package dev.afterimage.benchmarks.indexer;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The records of a dead-letter topic, known again by their number and the sum of their values' hashes.
 *
 * @param count how many
 * @param hash sum of the hashes of their values
 */
record ParkedRecords(long count, long hash) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** All that a topic holds now; none where there is no such topic. */
    static ParkedRecords in(String bootstrapServers, String topic) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var known = consumer.listTopics(PATIENCE).get(topic);
            if (known == null) {
                return new ParkedRecords(0, 0);
            }
            List<TopicPartition> partitions = known.stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
            long count = 0;
            long hash = 0;
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))
                    && System.nanoTime() < until) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    count++;
                    hash += Arrays.hashCode(record.value());
                }
            }
            return new ParkedRecords(count, hash);
        }
    }

    ParkedRecords minus(ParkedRecords earlier) {
        return new ParkedRecords(count - earlier.count, hash - earlier.hash);
    }
}
