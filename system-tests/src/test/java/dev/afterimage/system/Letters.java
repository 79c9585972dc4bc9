package dev.afterimage.system;

import dev.afterimage.localstack.LocalStack;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Dead letters in number, written by the public contract, and what the service's database holds of them. */
final class Letters {
    private Letters() {}

    /** Writes letters of well-formed places; returns when the broker has them, however often it has to be asked. */
    static void write(LocalStack stack, String letters, String topic, String group, int count) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", stack.kafka().bootstrapServers(),
                        "delivery.timeout.ms", 180_000,
                        "max.block.ms", 120_000,
                        "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            List<Future<?>> sent = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                ProducerRecord<byte[], byte[]> record =
                        new ProducerRecord<>(letters, utf8("{\"id\":" + i + "}"), utf8("no event " + i));
                header(record, "dlq.original.topic", topic);
                header(record, "dlq.original.partition", "0");
                header(record, "dlq.original.offset", Integer.toString(1_000_000 + i));
                header(record, "dlq.original.timestamp", "1700000000000");
                header(record, "dlq.consumer.group", group);
                header(record, "dlq.error.category", "MALFORMED");
                header(record, "dlq.error.message", "record " + i + " is no event");
                header(record, "dlq.failed.at", Instant.now().toString());
                sent.add(producer.send(record));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Rows of a topic, or 0 while the database is away. */
    static long parked(LocalStack stack, String database, String topic) {
        return count(stack, database, "select count(*) from cdc_dead_letter_queue where topic = ?", topic);
    }

    /** Different places among them that have their bytes. */
    static long distinct(LocalStack stack, String database, String topic) {
        return count(
                stack,
                database,
                "select count(distinct offset_value) from cdc_dead_letter_queue join cdc_dead_letter_payload on entry_id = id where topic = ?",
                topic);
    }

    private static long count(LocalStack stack, String database, String sql, String topic) {
        try (Connection connection = stack.postgres().connect(database);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, topic);
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        } catch (SQLException away) {
            return 0;
        }
    }

    private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, utf8(value));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
