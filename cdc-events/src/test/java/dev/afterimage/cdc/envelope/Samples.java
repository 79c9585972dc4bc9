package dev.afterimage.cdc.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.cdc.event.RecordCoordinates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Real records of Debezium as a Kafka consumer saw them, and records made by hand. */
final class Samples {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Samples() {}

    /** All records of a file among the samples, in its order: partition by partition. */
    static List<ConsumerRecord<byte[], byte[]>> of(String file) {
        try (InputStream in = Objects.requireNonNull(Samples.class.getResourceAsStream("/samples/" + file), file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().map(Samples::record).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static ConsumerRecord<byte[], byte[]> record(String topic, @Nullable String key, @Nullable String value) {
        return record(topic, 0, 0, bytes(key), bytes(value), new RecordHeaders());
    }

    static ConsumerRecord<byte[], byte[]> record(String topic, byte[] value) {
        return record(topic, 0, 0, null, value, new RecordHeaders());
    }

    static RecordCoordinates at(ConsumerRecord<byte[], byte[]> record) {
        return new RecordCoordinates(record.topic(), record.partition(), record.offset(), record.timestamp());
    }

    private static ConsumerRecord<byte[], byte[]> record(String line) {
        try {
            JsonNode node = MAPPER.readTree(line);
            RecordHeaders headers = new RecordHeaders();
            for (int i = 0; i + 1 < node.path("headers").size(); i += 2) {
                headers.add(
                        node.get("headers").get(i).asText(),
                        node.get("headers").get(i + 1).asText().getBytes(StandardCharsets.UTF_8));
            }
            return record(
                    node.get("topic").asText(),
                    node.get("partition").asInt(),
                    node.get("offset").asLong(),
                    text(node.get("key")),
                    text(node.get("payload")),
                    headers);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    // What Kafka's own constructor allows and does not say.
    @SuppressWarnings("NullAway")
    private static ConsumerRecord<byte[], byte[]> record(
            String topic,
            int partition,
            long offset,
            byte @Nullable [] key,
            byte @Nullable [] value,
            RecordHeaders headers) {
        return new ConsumerRecord<>(
                topic,
                partition,
                offset,
                1_795_203_654_615L,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                headers,
                Optional.empty());
    }

    private static byte @Nullable [] text(@Nullable JsonNode node) {
        return node == null || node.isNull() ? null : node.asText().getBytes(StandardCharsets.UTF_8);
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
