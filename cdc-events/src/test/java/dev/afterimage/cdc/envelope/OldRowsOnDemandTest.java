package dev.afterimage.cdc.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.ChangeEvent.RowChange;
import dev.afterimage.cdc.event.ChangeEvent.Upsert;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.type.JsonTexts;
import dev.afterimage.cdc.type.Placeholder;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OldRowsOnDemandTest {
    private static final String GONE = "\"" + Placeholder.DEFAULT + "\"";

    private final JsonEventDecoder always = new JsonEventDecoder(ConnectRecords.DECLARED);
    private final JsonEventDecoder onDemand =
            new JsonEventDecoder(new JsonSettings(Placeholder.DEFAULT, true, TopicTypes.NONE, true));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bnd.public.bt.jsonl",
                "blk.public.acct.jsonl",
                "lab.public.acct.jsonl",
                "lab.public.debezium_signal.jsonl"
            })
    void shouldReadTheSameEventsButForOldRowsOfCompleteNewOnes(String file) throws Exception {
        for (ConsumerRecord<byte[], byte[]> record : Samples.of(file)) {
            ChangeEvent expected = always.decode(record, Samples.at(record));
            ChangeEvent read = onDemand.decode(record, Samples.at(record));
            if (!(expected instanceof RowChange of) || !(read instanceof RowChange change)) {
                assertThat(read).isEqualTo(expected);
                continue;
            }
            assertThat(change.origin()).isEqualTo(of.origin());
            assertThat(change.operation()).isEqualTo(of.operation());
            assertThat(json(change.key())).isEqualTo(json(of.key()));
            if (of instanceof Upsert upsert) {
                assertThat(json(((Upsert) change).after())).isEqualTo(json(upsert.after()));
            }
            boolean needed = !(of instanceof Upsert upsert) || !upsert.after().complete();
            assertThat(json(change.before())).isEqualTo(needed ? json(of.before()) : null);
        }
    }

    @Test
    void shouldReadTheOldRowWhereTheNewOneLacksAColumn() throws Exception {
        assertThat(old("{\"a\":1,\"b\":\"long\"}", "{\"a\":2,\"b\":" + GONE + "}"))
                .isEqualTo("{\"a\":1,\"b\":\"long\"}");
    }

    @Test
    void shouldPassTheOldRowOverWhereTheNewOneIsComplete() throws Exception {
        assertThat(old("{\"a\":1,\"b\":\"long\"}", "{\"a\":2,\"b\":\"other\"}")).isNull();
    }

    @Property(tries = 3000)
    void survivesDamageToEvents(@ForAll long seed) {
        Random random = new Random(seed);
        String after = random.nextBoolean() ? "{\"a\":2,\"b\":" + GONE + "}" : "{\"a\":2,\"b\":\"x\"}";
        byte[] event =
                JsonTexts.utf8(Json.envelope("u", "{\"a\":1,\"b\":\"long\"}", after, Json.SOURCE, Json.TRANSACTION));
        DecoderWitness.check(onDemand, JsonTexts.damaged(random, event));
    }

    private @Nullable String old(String before, String after) throws Exception {
        ConsumerRecord<byte[], byte[]> record =
                Samples.record("t", null, Json.envelope("u", before, after, Json.SOURCE, Json.TRANSACTION));
        return json(((Upsert) onDemand.decode(record, Samples.at(record))).before());
    }

    private static @Nullable String json(@Nullable RowImage image) {
        return image == null ? null : image.toJson();
    }
}
