package dev.afterimage.benchmarks.dlq;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.Outcome;
import dev.afterimage.cdc.deadletter.Redrive;
import dev.afterimage.cdc.deadletter.RedriveTopic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A consumer group that does nothing with a redriven record but answer that it was applied. */
final class EchoGroup implements AutoCloseable {
    private final String servers;
    private final String group;
    private final String outcomes;
    private final Map<Long, Long> sentAt = new ConcurrentHashMap<>();
    private final AtomicLong failures = new AtomicLong();
    private final Thread thread;
    private volatile boolean ending;

    /** @param group whose redrive topic is read, on which the topic is made */
    EchoGroup(String servers, String group, String outcomes) {
        this.servers = servers;
        this.group = group;
        this.outcomes = outcomes;
        LetterTopic.create(servers, RedriveTopic.of(group));
        this.thread = Thread.ofPlatform().name("echo").start(this::run);
    }

    /** When the record of each entry was sent, milliseconds since 1970, by entry. */
    Map<Long, Long> sentAt() {
        return sentAt;
    }

    private void run() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                servers,
                                "group.id",
                                group,
                                "auto.offset.reset",
                                "earliest",
                                "max.poll.records",
                                5_000),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", servers, "linger.ms", 2),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            consumer.subscribe(List.of(RedriveTopic.of(group)));
            while (!ending) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
                    Redrive redrive = Redrive.read(record.headers());
                    sentAt.putIfAbsent(entry(redrive.id()), record.timestamp());
                    producer.send(
                            new ProducerRecord<>(
                                    outcomes,
                                    redrive.id().getBytes(StandardCharsets.UTF_8),
                                    Outcome.applied(redrive, group, Instant.now())
                                            .toJson()),
                            (metadata, error) -> {
                                if (error != null) {
                                    failures.incrementAndGet();
                                }
                            });
                }
            }
        } catch (EventFailure e) {
            throw new IllegalStateException("a redriven record that is none", e);
        }
    }

    private static long entry(String redriveId) {
        return Long.parseLong(redriveId.split("-", 3)[1]);
    }

    @Override
    public void close() {
        ending = true;
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failures.get() > 0) {
            throw new IllegalStateException(failures + " answers could not be sent");
        }
    }
}
