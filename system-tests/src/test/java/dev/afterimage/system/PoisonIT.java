package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A record that cannot be read goes whole to the dead letters, and those around it go on. */
@ExtendWith(LocalStackExtension.class)
class PoisonIT {
    @Test
    void everyKindOfPoisonIsParkedByteForByteAndTheRestFlowsOn(LocalStack stack) throws Exception {
        try (Mirror mirror = Mirror.flowing(stack, "poison")) {
            mirror.execute(
                    "create table public.things (id int primary key, v text)",
                    "insert into public.things select i, 'before' from generate_series(1, 400) i");
            mirror.assertExact("things");
            String topic = mirror.table("things").topic();
            ConsumerRecord<byte[], byte[]> good = Topic.read(stack, topic).getFirst();
            List<byte[]> values = poison(new String(good.value(), StandardCharsets.UTF_8));
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (byte[] value : values) {
                records.add(new ProducerRecord<>(topic, records.size() % 4, good.key(), value));
            }
            // A whole event, but nothing says which row it is about; and keys that are none.
            records.add(new ProducerRecord<>(topic, 0, null, good.value()));
            records.add(new ProducerRecord<>(topic, 1, utf8("not a key"), good.value()));
            records.add(new ProducerRecord<>(topic, 2, new byte[0], good.value()));

            Topic.send(stack, records);
            mirror.execute(
                    "insert into public.things select i, 'after' from generate_series(401, 800) i",
                    "update public.things set v = 'changed' where id % 3 = 0");

            mirror.assertExact("things");
            await().atMost(Mirror.PATIENCE).until(() -> mirror.parked().size() >= records.size());
            List<DeadLetter> parked = mirror.parked();
            assertThat(parked).hasSameSizeAs(records);
            for (ProducerRecord<byte[], byte[]> record : records) {
                assertThat(parked)
                        .as("dead letters %s", parked)
                        .anyMatch(letter -> Arrays.equals(letter.key(), record.key())
                                && Arrays.equals(letter.value(), record.value())
                                && letter.header("dlq.original.topic").equals(topic)
                                && letter.header("dlq.original.partition")
                                        .equals(record.partition().toString())
                                && letter.header("dlq.consumer.group").equals(mirror.group())
                                && !letter.category().isEmpty());
            }
            // What the message says must not quote what the record holds.
            assertThat(parked)
                    .noneMatch(letter -> letter.header("dlq.error.message").contains("secret"));
        }
    }

    private static List<byte[]> poison(String good) {
        byte[] brokenText = utf8(good.replace("before", "bef\u0001re"));
        byte[] brokenUtf8 = utf8(good.replace("before", "bef?re"));
        for (int i = 0; i < brokenUtf8.length; i++) {
            if (brokenUtf8[i] == '?') {
                brokenUtf8[i] = (byte) 0xC3;
            }
        }
        return List.of(
                utf8(""),
                utf8("secret but no JSON"),
                utf8("{\"schema\":{},\"payload\":{}}"),
                utf8("[1,2,3]"),
                utf8("42"),
                new byte[] {0, 0, 0, 0},
                new byte[] {(byte) 0xFF, (byte) 0xFE, 0x20, 0x00},
                utf8(good.substring(0, good.length() - 20)),
                utf8(good + "}"),
                utf8(good.replaceFirst("\"op\":\"[a-z]\"", "\"op\":\"secret\"")),
                utf8(good.replaceFirst("\"after\":\\{\"id\":\\d+", "\"after\":{\"id\":\"secret\"")),
                brokenText,
                brokenUtf8,
                utf8("\"" + "x".repeat(5_000_000)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
