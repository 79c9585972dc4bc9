package dev.afterimage.benchmarks.assembler;

import dev.afterimage.benchmarks.measure.Wait;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what a contestant has committed, counts the events of each transaction, and knows when each was whole. Thread-safe. */
final class Output implements AutoCloseable {
    private static final byte[] OURS = "\"totalOrder\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DEBEZIUMS = "\"total_order\":".getBytes(StandardCharsets.US_ASCII);

    private final Map<Long, Integer> came = new ConcurrentHashMap<>();
    private final Map<Long, Long> last = new ConcurrentHashMap<>();
    private final AtomicLong events = new AtomicLong();
    private final Thread thread;
    private volatile boolean ending;

    Output(String bootstrapServers, String topic) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "max.partition.fetch.bytes",
                        33_000_000,
                        "fetch.max.wait.ms",
                        20,
                        "allow.auto.create.topics",
                        "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        Wait.until(topic + " is there", Duration.ofSeconds(60), Duration.ofMillis(50), () -> consumer.listTopics()
                .containsKey(topic));
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(one -> new TopicPartition(topic, one.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread = Thread.ofPlatform().name("output").start(() -> {
            try (consumer) {
                while (!ending) {
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
                        take(record, System.nanoTime());
                    }
                }
            }
        });
    }

    private void take(ConsumerRecord<byte[], byte[]> record, long now) {
        int found = count(record.value(), OURS);
        if (found == 0) {
            found = count(record.value(), DEBEZIUMS);
        }
        long number = Source.number(new String(record.key(), StandardCharsets.UTF_8));
        came.merge(number, found, Integer::sum);
        last.put(number, now);
        events.addAndGet(found);
    }

    private static int count(byte[] value, byte[] wanted) {
        int found = 0;
        int most = value.length - wanted.length;
        for (int at = 0; at <= most; at++) {
            if (value[at] == '"' && matches(value, wanted, at)) {
                found++;
                at += wanted.length - 1;
            }
        }
        return found;
    }

    private static boolean matches(byte[] value, byte[] wanted, int at) {
        for (int i = 1; i < wanted.length; i++) {
            if (value[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** Events of all documents so far. */
    long events() {
        return events.get();
    }

    /** Events that came of one transaction. */
    int events(long number) {
        return came.getOrDefault(number, 0);
    }

    /** When the last document of a transaction was read, by {@link System#nanoTime()}; 0 if none was. */
    long seenAt(long number) {
        return last.getOrDefault(number, 0L);
    }

    /** Transactions of which something came. */
    int transactions() {
        return came.size();
    }

    @Override
    public void close() {
        ending = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
