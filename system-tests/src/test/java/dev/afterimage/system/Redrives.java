package dev.afterimage.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends records again by the public contract of the redrive topic, and reads what became of them. */
final class Redrives {
    private Redrives() {}

    /** Sends key and value to a mirror's indexers as if they had stood where a record of a table's topic stands. */
    static void send(Mirror mirror, String id, ConsumerRecord<byte[], byte[]> original, byte[] key, byte[] value)
            throws ExecutionException, InterruptedException {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>("afterimage.redrive." + mirror.group(), 0, key, value);
        header(record, "dlq.original.topic", original.topic());
        header(record, "dlq.original.partition", Integer.toString(original.partition()));
        header(record, "dlq.original.offset", Long.toString(original.offset()));
        header(record, "dlq.original.timestamp", Long.toString(original.timestamp()));
        header(record, "dlq.redrive.id", id);
        Topic.send(mirror.stack(), List.of(record));
    }

    /** Sends a dead letter as it was. */
    static void send(Mirror mirror, DeadLetter letter) throws ExecutionException, InterruptedException {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                "afterimage.redrive." + mirror.group(),
                0,
                letter.key(),
                letter.value(),
                letter.record().headers());
        header(
                record,
                "dlq.redrive.id",
                "letter-" + letter.record().partition() + "-" + letter.record().offset());
        Topic.send(mirror.stack(), List.of(record));
    }

    private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** The answers to a mirror's indexers until now: the id of each redrive, and what came of it. */
    static Map<String, String> results(Mirror mirror) throws IOException {
        Map<String, String> results = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : Topic.read(mirror.stack(), "afterimage.outcomes")) {
            JsonNode outcome = new ObjectMapper().readTree(record.value());
            if (outcome.path("group").asText().equals(mirror.group())) {
                results.put(outcome.path("id").asText(), outcome.path("result").asText());
            }
        }
        return results;
    }
}
