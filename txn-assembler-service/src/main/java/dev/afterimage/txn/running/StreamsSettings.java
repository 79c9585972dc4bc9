package dev.afterimage.txn.running;

import dev.afterimage.txn.config.AssemblerProperties;
import dev.afterimage.txn.config.SourceSettings;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of Kafka Streams that this service depends on. Pure. */
public final class StreamsSettings {
    /** Events travel whole: a row before and after a change, with large columns. */
    static final int LARGEST_RECORD = 32 << 20;

    /** What one answer of the broker holds, where no record alone is larger: several threads share the heap. */
    private static final int LARGEST_FETCH = 16 << 20;

    /** Events are 2 kB and more: with the client's 16 kB the work for batches outweighed that for records (flight recording of TXN-1). */
    private static final int BATCH = 256 << 10;

    /** Only the watermarks, one a source, go through Kafka Streams' own cache. */
    private static final long WATERMARKS_CACHE = 1 << 20;

    private static final int NEW_TOPICS_WITHIN_MS = 3_000;
    private static final int SESSION_MS = 10_000;
    private static final int HEARTBEAT_MS = 2_000;
    private static final int STATIC_SESSION_MS = 45_000;
    /** What a killed instance left open in Kafka holds its readers for as long as this, where it does not come back. */
    private static final int TRANSACTION_MS = 10_000;
    /** Idle threads look this often whether something is to be committed. */
    private static final long POLL_MS = 20;

    /** Records of pieces are up to 16 kB, and each partition's queue counts records. */
    private static final int QUEUED_RECORDS = 500;

    private static final long CHANGELOG_KEPT_LONGER_MS = 600_000;

    private StreamsSettings() {}

    /** @param kafka bootstrap servers and security, as they are for every client */
    public static Properties of(Map<?, ?> kafka, SourceSettings source, AssemblerProperties properties, String server) {
        Properties all = new Properties();
        all.putAll(kafka);
        all.put(StreamsConfig.APPLICATION_ID_CONFIG, source.consumerGroup());
        all.put(StreamsConfig.APPLICATION_SERVER_CONFIG, server);
        all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        all.put(StreamsConfig.STATE_DIR_CONFIG, properties.stateDirectory().toString());
        all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, properties.threads());
        all.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, properties.standbys());
        all.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) properties.replication());
        all.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                properties.commitInterval().toMillis());
        all.put(StreamsConfig.POLL_MS_CONFIG, POLL_MS);
        all.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, QUEUED_RECORDS);
        all.put(StreamsConfig.WINDOW_STORE_CHANGE_LOG_ADDITIONAL_RETENTION_MS_CONFIG, CHANGELOG_KEPT_LONGER_MS);
        all.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, WATERMARKS_CACHE);
        all.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocks.class);
        all.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), LARGEST_RECORD);
        // A new table's topic is read from its first record.
        all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        all.put(StreamsConfig.consumerPrefix(ConsumerConfig.METADATA_MAX_AGE_CONFIG), NEW_TOPICS_WITHIN_MS);
        all.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), LARGEST_FETCH);
        all.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_MS);
        all.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), HEARTBEAT_MS);
        all.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), LARGEST_RECORD);
        all.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH);
        all.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        all.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_MS);
        if (source.instanceId() != null) {
            all.put(StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), source.instanceId());
            all.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), STATIC_SESSION_MS);
        }
        return all;
    }
}
