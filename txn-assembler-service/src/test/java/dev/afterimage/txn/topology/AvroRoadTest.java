package dev.afterimage.txn.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.cdc.deadletter.DeadLetterHeaders;
import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.delivery.PartLedger;
import dev.afterimage.cdc.delivery.Step;
import dev.afterimage.cdc.delivery.TransactionSchema;
import dev.afterimage.txn.output.AvroAsJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Avro at both ends of the road: transactions that leave in it, and records in it that cannot be read. */
class AvroRoadTest {
    private static final long AT = 1_795_199_227_547L;
    private static final int OURS = 70_000;
    private static final int NO_ENVELOPE = 1;
    private static final int AWAY = 2;
    private static final int UNKNOWN = 3;
    private static final AssemblyLimits SMALL = new AssemblyLimits(60_000, 86_400_000, 10, 100_000, 1_000, 100_000);

    private final Road road =
            new Road(SMALL, List.of(), Ordering.AS_COMPLETED, AvroRoadTest::schema, OptionalInt.of(OURS));

    @AfterEach
    void end() {
        road.close();
    }

    @Test
    void aTransactionLeavesInAvro() {
        Written one = new Written(773, 25_035_416, AT).insert("orders", 1).toasted("items", 7);
        road.send(one.all());
        Road.Left left = road.left(Road.TRANSACTIONS).getFirst();
        assertThat(left.key()).isEqualTo(one.name());
        JsonNode document = AvroAsJson.read(left.bytes(), OURS);
        assertThat(document.path("id").asText()).isEqualTo(one.id());
        assertThat(document.path("counts").toString()).contains("\"public.items\":1", "\"public.orders\":1");
        assertThat(document.path("events").path(0).path("after").path("n").asLong())
                .isEqualTo(773);
        assertThat(document.path("events").path(1).path("unavailable").toString())
                .isEqualTo("[\"body\"]");
        assertThat(road.stored()).isZero();
    }

    @Test
    void aLargeTransactionLeavesInPartsThatTheReaderKitTakesWhole() throws EventFailure {
        Written large = new Written(773, 100, AT);
        for (int i = 0; i < 95; i++) {
            large.insert(i % 2 == 0 ? "orders" : "items", i);
        }
        road.send(large.all());
        passTurns();
        PartLedger ledger = new PartLedger(AvroRoadTest::schema);
        List<Step.Action> actions = new ArrayList<>();
        List<Long> orders = new ArrayList<>();
        for (Road.Left left : road.left(Road.TRANSACTIONS)) {
            actions.add(
                    ledger.take(left.bytes(), actions.size(), actions.size()).action());
            AvroAsJson.read(left.bytes(), OURS)
                    .path("events")
                    .forEach(event -> orders.add(event.path("totalOrder").asLong()));
        }
        assertThat(actions).hasSize(11).endsWith(Step.Action.APPLY_KEPT);
        assertThat(actions.subList(0, 10)).containsOnly(Step.Action.KEEP);
        assertThat(orders).hasSize(95).isSorted();
    }

    /** Reports are for people and for the dead letters, whatever form the others have. */
    @Test
    void whatIsReportedIsJsonAlsoInParts() {
        Written large = new Written(773, 100, AT).filtered("audit");
        for (int i = 0; i < 25; i++) {
            large.insert("orders", i);
        }
        road.send(large.all());
        road.pass(Duration.ofSeconds(62));
        passTurns();
        List<Road.Left> left = road.left(Road.INCOMPLETE);
        assertThat(left).hasSize(4);
        assertThat(left.getFirst().document().path("part").asInt()).isEqualTo(1);
        assertThat(left.getLast().document().path("cause").asText()).isEqualTo("COLLECTION_MISSING");
        assertThat(road.left(Road.TRANSACTIONS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop.public.orders", "shop.transaction"})
    void avroThatCannotBeReadIsParkedByteForByteAndTheRestFlowsOn(String topic) {
        List<byte[]> poison = List.of(
                avro(NO_ENVELOPE, "\u0004x"), avro(NO_ENVELOPE, ""), avro(UNKNOWN, "anything"), new byte[] {0, 0, 0});
        poison.forEach(value -> road.send(topic, new byte[] {1}, value, new RecordHeaders()));
        Written one = new Written(773, 100, AT).insert("orders", 1);
        road.send(one.all());
        List<Road.Left> letters = road.left(Road.DEAD_LETTERS);
        assertThat(letters).extracting(Road.Left::bytes).containsExactlyElementsOf(poison);
        assertThat(letters)
                .extracting(letter -> new String(
                        letter.headers()
                                .lastHeader(DeadLetterHeaders.ERROR_CATEGORY)
                                .value(),
                        StandardCharsets.UTF_8))
                .containsExactly("MALFORMED", "MALFORMED", "SCHEMA_UNKNOWN", "MALFORMED");
        assertThat(road.counted().parked).isEqualTo(poison.size());
        assertThat(road.left(Road.TRANSACTIONS)).extracting(Road.Left::key).containsExactly(one.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop.public.orders", "shop.transaction"})
    void aRecordWhoseSchemaCannotBeHadNowHoldsTheRoadAndIsNotParked(String topic) {
        assertThatThrownBy(() -> road.send(topic, new byte[] {1}, avro(AWAY, "anything"), new RecordHeaders()))
                .hasRootCauseInstanceOf(EventFailure.class)
                .hasStackTraceContaining(HeldException.class.getName())
                .hasStackTraceContaining("the registry is away");
        assertThat(road.left(Road.DEAD_LETTERS)).isEmpty();
    }

    private void passTurns() {
        for (int i = 0; i < 40; i++) {
            road.pass(Duration.ofMillis(20));
        }
    }

    private static String schema(int id) throws EventFailure {
        return switch (id) {
            case OURS -> TransactionSchema.text();
            case NO_ENVELOPE -> "\"string\"";
            case AWAY -> throw new EventFailure(FailureCategory.SCHEMA_UNAVAILABLE, "the registry is away");
            default -> throw new EventFailure(FailureCategory.SCHEMA_UNKNOWN, "there is no such schema");
        };
    }

    private static byte[] avro(int schema, String body) {
        byte[] text = body.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(5 + text.length)
                .put((byte) 0)
                .putInt(schema)
                .put(text)
                .array();
    }
}
