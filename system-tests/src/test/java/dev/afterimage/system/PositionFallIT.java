package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A source whose positions begin anew stops rather than being dropped as old, and goes on in an epoch that an operator opens. */
@ExtendWith(LocalStackExtension.class)
class PositionFallIT {
    private static final String TOKEN = "the-token-of-the-operator";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aFallenPositionStopsThePartitionUntilAnOperatorOpensAnEpoch(LocalStack stack) throws Exception {
        try (Mirror mirror = Mirror.of(stack, "fallen").with("AFTERIMAGE_OPERATOR_TOKEN", TOKEN)) {
            mirror.launchIndexer();
            mirror.capture();
            mirror.awaitIndexers();
            mirror.execute(
                    "create table public.accounts (id int primary key, v text)",
                    "insert into public.accounts select i, 'inserted' from generate_series(1, 40) i",
                    "update public.accounts set v = 'before the fall'");
            mirror.assertExact("accounts");
            Map<Integer, ConsumerRecord<byte[], byte[]>> last = updates(mirror);
            Map<Integer, Long> before = Offsets.committed(mirror, "accounts");

            ConsumerRecord<byte[], byte[]> one = Objects.requireNonNull(last.get(1));
            Topic.send(stack, List.of(fallen(one, 1), fallen(one, 2)));

            Api api = new Api(mirror.indexer());
            awaitStopped(api);
            assertThat(api.readiness()).isEqualTo(503);
            // A restart knows of the fall by what was committed with the offsets.
            mirror.indexer().kill9();
            mirror.indexer().start();
            awaitStopped(api);
            assertThat(api.table("accounts").path("reason").asText()).contains("epoch");
            assertThat(Offsets.committed(mirror, "accounts")).isEqualTo(before);
            assertThat(value(mirror, 1)).isEqualTo("before the fall");

            assertThat(api.openEpoch("fallen", "")).isEqualTo(401);
            assertThat(api.openEpoch("fallen", "not-the-token")).isEqualTo(401);
            assertThat(api.blocked("accounts", "stopped", "POSITION_FELL")).isTrue();
            assertThat(api.openEpoch("fallen", TOKEN)).isEqualTo(202);

            await().atMost(Mirror.PATIENCE).until(() -> value(mirror, 1).equals("fallen 2"));
            assertThat(mirror.document("accounts", "1").at("/_cdc/epoch").asInt())
                    .isEqualTo(1);
            await().atMost(Mirror.PATIENCE).until(() -> api.flows("accounts") && api.readiness() == 200);
            // The other partitions begin the epoch by themselves, where their position falls.
            Topic.send(
                    stack,
                    last.values().stream().map(record -> fallen(record, 3)).toList());
            await().atMost(Mirror.PATIENCE).untilAsserted(() -> assertThat(last.keySet())
                    .allSatisfy(id -> assertThat(value(mirror, id)).isEqualTo("fallen 3")));

            // What was parked before the fall and comes again now is judged in the epoch of its first place.
            Redrives.send(mirror, "row", one, one.key(), one.value());
            Redrives.send(
                    mirror, "other-row", one, utf8(text(one.key()).replace("\"id\":1", "\"id\":1000")), one.value());
            await().atMost(Mirror.PATIENCE).untilAsserted(() -> assertThat(Redrives.results(mirror))
                    .isEqualTo(Map.of("row", "superseded", "other-row", "applied")));
            assertThat(value(mirror, 1)).isEqualTo("fallen 3");
            assertThat(mirror.document("accounts", "1000").at("/_cdc/epoch").asInt(-1))
                    .isZero();
            assertThat(mirror.parked()).isEmpty();
        }
    }

    private static void awaitStopped(Api api) {
        await().atMost(Mirror.PATIENCE).until(() -> api.blocked("accounts", "stopped", "POSITION_FELL"));
    }

    private static String value(Mirror mirror, int id) {
        return mirror.document("accounts", Integer.toString(id)).path("v").asText();
    }

    /** The last record of each row. */
    private static Map<Integer, ConsumerRecord<byte[], byte[]>> updates(Mirror mirror) throws Exception {
        Map<Integer, ConsumerRecord<byte[], byte[]>> last = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record :
                Topic.read(mirror.stack(), mirror.table("accounts").topic())) {
            last.put(JSON.readTree(record.key()).at("/payload/id").asInt(), record);
        }
        return last;
    }

    /** What a source that was restored a minute later would send of the same row, in rising steps from a low position on. */
    private static ProducerRecord<byte[], byte[]> fallen(ConsumerRecord<byte[], byte[]> record, int step) {
        return new ProducerRecord<>(record.topic(), record.partition(), record.key(), changed(record, step));
    }

    private static byte[] changed(ConsumerRecord<byte[], byte[]> record, int step) {
        try {
            JsonNode envelope = JSON.readTree(record.value());
            ObjectNode source = (ObjectNode) envelope.at("/payload/source");
            String position = Integer.toString(8_000 + 80 * step);
            source.put("lsn", 8_000 + 80 * step);
            source.put("sequence", "[\"" + position + "\",\"" + position + "\"]");
            source.put("ts_ms", source.path("ts_ms").asLong() + 60_000 * step);
            ((ObjectNode) envelope.at("/payload/after")).put("v", "fallen " + step);
            return utf8(envelope.toString());
        } catch (IOException e) {
            throw new AssertionError("the record is not JSON", e);
        }
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
