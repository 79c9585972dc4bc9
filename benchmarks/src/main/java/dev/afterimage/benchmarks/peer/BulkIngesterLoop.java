package dev.afterimage.benchmarks.peer;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._helpers.bulk.BulkIngester;
import co.elastic.clients.elasticsearch._helpers.bulk.BulkListener;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.BackoffPolicy;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import co.elastic.clients.util.BinaryData;
import co.elastic.clients.util.ContentType;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.http.HttpHost;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer that a careful team writes in a week: Jackson, BulkIngester, versions, and commits only what is acknowledged.
 *
 * <p>It does the same work as the indexer for the plain case: version, {@code _cdc}, checksum, unreadable records to a dead-letter topic,
 * throttled items again. It does not do what the plain case does not show: snapshot boundaries, partial images, truncates, tombstones
 * that outlive the node's own memory of deletes.
 */
public final class BulkIngesterLoop {
    private static final Logger LOG = LoggerFactory.getLogger(BulkIngesterLoop.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long COMMIT_EVERY = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;

    private final String topic;
    private final String index;
    private final String deadLetters;
    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final BulkIngester<RecordAt> ingester;
    private final SettledOffsets settled = new SettledOffsets();
    private final PeerDocuments documents = new PeerDocuments();
    private volatile @Nullable Throwable broken;

    /** Where a record lies. */
    record RecordAt(TopicPartition partition, long offset) {}

    private BulkIngesterLoop(String bootstrapServers, String elasticsearch, String group, String topic) {
        this.topic = topic;
        this.index = topic;
        this.deadLetters = topic + "-dead-letters";
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2000);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.producer = new KafkaProducer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        RestClient rest = RestClient.builder(HttpHost.create(elasticsearch)).build();
        ElasticsearchAsyncClient client =
                new ElasticsearchAsyncClient(new RestClientTransport(rest, new JacksonJsonpMapper()));
        this.ingester = BulkIngester.of(ingesting -> ingesting
                .client(client)
                .maxOperations(1000)
                .maxConcurrentRequests(2)
                .flushInterval(100, TimeUnit.MILLISECONDS)
                .backoffPolicy(BackoffPolicy.exponentialBackoff(50L, 20))
                .listener(new Answers()));
    }

    /** Arguments: bootstrap servers, Elasticsearch's address, consumer group, topic. */
    public static void main(String[] args) {
        BulkIngesterLoop loop = new BulkIngesterLoop(args[0], args[1], args[2], args[3]);
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(main::interrupt));
        loop.run();
    }

    private void run() {
        consumer.subscribe(List.of(topic));
        long committedAt = System.nanoTime();
        while (!Thread.currentThread().isInterrupted()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                take(record);
            }
            if (broken != null) {
                throw new IllegalStateException("an operation could not be indexed", broken);
            }
            if (System.nanoTime() - committedAt > COMMIT_EVERY) {
                committedAt = System.nanoTime();
                commit();
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        RecordAt at = new RecordAt(new TopicPartition(record.topic(), record.partition()), record.offset());
        settled.received(at.partition(), at.offset());
        if (record.value() == null) {
            settled.settled(at.partition(), at.offset());
            return;
        }
        try {
            PeerDocuments.Operation operation = documents.read(record);
            ingester.add(bulkOperation(operation), at);
        } catch (JsonProcessingException e) {
            park(record, at);
        } catch (IOException e) {
            throw new IllegalStateException("records are in memory", e);
        }
    }

    private BulkOperation bulkOperation(PeerDocuments.Operation operation) {
        byte[] document = operation.document();
        if (document == null) {
            return BulkOperation.of(bulk -> bulk.delete(delete -> delete.index(index)
                    .id(operation.id())
                    .version(operation.version())
                    .versionType(VersionType.ExternalGte)));
        }
        BinaryData data = BinaryData.of(document, ContentType.APPLICATION_JSON);
        return BulkOperation.of(bulk -> bulk.index(insert -> insert.index(index)
                .id(operation.id())
                .version(operation.version())
                .versionType(VersionType.ExternalGte)
                .document(data)));
    }

    private void park(ConsumerRecord<byte[], byte[]> record, RecordAt at) {
        producer.send(new ProducerRecord<>(deadLetters, record.key(), record.value()), (metadata, error) -> {
            if (error == null) {
                settled.settled(at.partition(), at.offset());
            } else {
                broken = error;
            }
        });
    }

    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> offsets = settled.committable();
        if (!offsets.isEmpty()) {
            consumer.commitAsync(offsets, (committed, error) -> {
                if (error != null) {
                    LOG.warn("A commit failed; a later one makes up for it", error);
                }
            });
        }
    }

    private final class Answers implements BulkListener<RecordAt> {
        @Override
        public void beforeBulk(long id, BulkRequest request, List<RecordAt> records) {}

        @Override
        public void afterBulk(long id, BulkRequest request, List<RecordAt> records, BulkResponse response) {
            List<BulkResponseItem> items = response.items();
            for (int i = 0; i < items.size(); i++) {
                BulkResponseItem item = items.get(i);
                RecordAt at = records.get(i);
                if (item.error() == null || item.status() == CONFLICT || item.status() == NOT_FOUND) {
                    settled.settled(at.partition(), at.offset());
                } else {
                    broken = new IllegalStateException("an item was answered with status " + item.status());
                }
            }
        }

        @Override
        public void afterBulk(long id, BulkRequest request, List<RecordAt> records, Throwable failure) {
            broken = failure;
        }
    }
}
