package dev.afterimage.benchmarks.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/** Makes topics and fills them. */
public final class TopicLoader {
    /** The commit time of the first change, an hour ago; each later one is a millisecond later. */
    private static final long FIRST_COMMIT = System.currentTimeMillis() - 3_600_000;

    private final String bootstrapServers;

    public TopicLoader(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** The partition of a key, as Kafka's own partitioner chooses it. */
    public static int partition(byte[] key) {
        return Utils.toPositive(Utils.murmur2(key)) % Topic.PARTITIONS;
    }

    /** When the source committed a change of a topic that was filled before the run. */
    public static long committedAt(int event) {
        return FIRST_COMMIT + event;
    }

    /** Makes an empty topic. */
    public void create(Topic topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(topic.name(), Topic.PARTITIONS, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("cannot make topic " + topic.name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Removes a topic. */
    public void delete(Topic topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.deleteTopics(List.of(topic.name())).all().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("cannot remove topic " + topic.name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /**
     * A producer as Connect has it, with larger batches.
     *
     * <p>One request in flight, as in Connect: on a topic just made the broker may refuse a producer's first batch and take its second,
     * and then refuses the first for ever as out of sequence.
     */
    public Producer<byte[], byte[]> producer(int lingerMs) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, lingerMs);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Fills a new topic with a workload. */
    public LoadedTopic fill(Topic topic, Workload workload, int changes) {
        create(topic);
        ChangeStream stream = new ChangeStream(workload);
        long[] records = new long[1];
        long[] hash = new long[1];
        int[] poison = new int[1];
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (Producer<byte[], byte[]> producer = producer(20)) {
            for (int i = 0; i < changes; i++) {
                stream.next(committedAt(stream.events()), change -> {
                    records[0]++;
                    if (change.kind() == Change.Kind.POISON) {
                        poison[0]++;
                        hash[0] += Arrays.hashCode(change.value());
                    }
                    producer.send(
                            new ProducerRecord<>(
                                    topic.name(), partition(change.keyJson()), change.keyJson(), change.value()),
                            (metadata, error) -> {
                                if (error != null) {
                                    failure.compareAndSet(null, error);
                                }
                            });
                });
            }
            producer.flush();
        }
        if (failure.get() != null) {
            throw new IllegalStateException("cannot fill topic " + topic.name(), failure.get());
        }
        return new LoadedTopic(topic, records[0], changes, poison[0], hash[0], stream.expected());
    }
}
