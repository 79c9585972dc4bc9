package dev.afterimage.benchmarks.dlq;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic full of dead letters as our services write them, 1.9 kB each. */
final class LetterTopic {
    private static final int PARTITIONS = 4;
    private static final byte[] VALUE = ("{\"after\": \"" + "x".repeat(1_880) + "\"}").getBytes(StandardCharsets.UTF_8);

    private LetterTopic() {}

    static void create(String bootstrapServers, String... names) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            List<NewTopic> topics = new ArrayList<>();
            for (String name : names) {
                topics.add(new NewTopic(name, PARTITIONS, (short) 1));
            }
            admin.createTopics(topics).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the topics cannot be made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Fills a topic with letters of different records. */
    static void fill(String bootstrapServers, String topic, String group, int letters) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5, "batch.size", 200_000),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            List<Future<?>> sent = new ArrayList<>(letters);
            for (int i = 0; i < letters; i++) {
                ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, utf8("{\"id\":" + i + "}"), VALUE);
                header(record, "dlq.original.topic", "bench.public.orders");
                header(record, "dlq.original.partition", Integer.toString(i % PARTITIONS));
                header(record, "dlq.original.offset", Integer.toString(i));
                header(record, "dlq.original.timestamp", "1700000000000");
                header(record, "dlq.consumer.group", group);
                header(record, "dlq.stage", "index");
                header(record, "dlq.error.category", "MALFORMED");
                header(record, "dlq.error.class", "dev.afterimage.cdc.deadletter.EventFailure");
                header(record, "dlq.error.message", "record " + i + " is no event in the expected wire form");
                header(
                        record,
                        "dlq.error.stacktrace",
                        "dev.afterimage.cdc.deadletter.EventFailure\n\tat dev.afterimage.X.y(X.java:1)");
                header(record, "dlq.attempts", "1");
                header(record, "dlq.failed.at", "2026-01-01T00:00:00Z");
                sent.add(producer.send(record));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the letters cannot be written", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    static byte[] value() {
        return VALUE.clone();
    }

    private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, utf8(value));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
