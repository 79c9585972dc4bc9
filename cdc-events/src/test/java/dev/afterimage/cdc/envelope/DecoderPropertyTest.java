package dev.afterimage.cdc.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.event.ChangeEvent.Upsert;
import dev.afterimage.cdc.event.ColumnState;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.type.JacksonWitness;
import dev.afterimage.cdc.type.JsonTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.clients.consumer.ConsumerRecord;

class DecoderPropertyTest {
    private static final List<byte[]> EVENTS = events();

    private final JsonEventDecoder decoder = new JsonEventDecoder(ConnectRecords.DECLARED);

    @Property(tries = 1000)
    void readsEveryValueAsJacksonDoes(@ForAll long seed) throws EventFailure {
        Random random = new Random(seed);
        String value = JsonTexts.value(random, 3);
        String other = JsonTexts.value(random, 1);
        ConsumerRecord<byte[], byte[]> record =
                Samples.record("t", null, Json.update("{\"a\":" + value + ",\"b\":" + other + "}"));
        RowImage image = ((Upsert) decoder.decode(record, Samples.at(record))).after();
        same(image, 0, value);
        same(image, 1, other);
    }

    @Property(tries = 6000)
    void survivesDamageToEvents(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] event = EVENTS.get(random.nextInt(EVENTS.size()));
        DecoderWitness.check(decoder, JsonTexts.damaged(random, event));
    }

    @Property(tries = 500)
    void survivesAnyBytes(@ForAll byte[] value) {
        DecoderWitness.check(decoder, value);
    }

    private static void same(RowImage image, int column, String value) {
        JsonNode expected = JacksonWitness.tree(JsonTexts.utf8(value));
        assertThat(image.state(column)).isEqualTo(expected.isNull() ? ColumnState.NULL : ColumnState.VALUE);
        assertThat(JacksonWitness.tree(JsonTexts.utf8(image.json(column)))).isEqualTo(expected);
    }

    private static List<byte[]> events() {
        List<byte[]> events = new ArrayList<>();
        for (String file : List.of(
                "bnd.public.bt.jsonl", "blk.public.acct.jsonl", "lab.public.acct.jsonl", "shop.transaction.jsonl")) {
            for (ConsumerRecord<byte[], byte[]> record : Samples.of(file)) {
                if (record.value() != null) {
                    events.add(record.value());
                }
            }
        }
        events.add(JsonTexts.utf8(
                Json.typedUpdate(Json.schema("int64", "io.debezium.time.MicroTimestamp", ""), "1795199227539359")));
        events.add(JsonTexts.utf8(Json.typedUpdate(
                Json.schema("bytes", "org.apache.kafka.connect.data.Decimal", "\"scale\":\"2\""), "\"AJY=\"")));
        events.add(JsonTexts.utf8(Json.typedUpdate(
                "\"type\":\"array\",\"optional\":true,\"items\":{\"type\":\"string\",\"optional\":true}",
                "[\"a\",null]")));
        events.add(JsonTexts.utf8(
                Json.typedUpdate(Json.schema("string", "io.debezium.data.Json", ""), "\"{\\\"a\\\": [1]}\"")));
        return events;
    }
}
