package dev.afterimage.cdc.transaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionBoundariesTest {
    private static final String END =
            "{\"status\":\"END\",\"id\":\"773:25036288\",\"event_count\":4,\"data_collections\":["
                    + "{\"data_collection\":\"public.orders\",\"event_count\":3},"
                    + "{\"data_collection\":\"public.order_items\",\"event_count\":1}],\"ts_ms\":1795199227547}";
    private static final TransactionBoundary ENDED = new TransactionBoundary.End(
            new TransactionId("773:25036288"),
            1795199227547L,
            4,
            Map.of("public.orders", 3L, "public.order_items", 1L));

    @ParameterizedTest
    @ValueSource(strings = {"shop", "lab", "bnd"})
    void theSamplesAreRead(String prefix) throws Exception {
        Map<String, Integer> begun = new HashMap<>();
        Map<String, Integer> ended = new HashMap<>();
        for (String payload : payloads("/samples/" + prefix + ".transaction.jsonl")) {
            switch (TransactionBoundaries.fromJson(payload.getBytes(UTF_8))) {
                case TransactionBoundary.Begin begin -> begun.merge(begin.id().correlation(), 1, Integer::sum);
                case TransactionBoundary.End end -> {
                    ended.merge(end.id().correlation(), 1, Integer::sum);
                    assertThat(end.counts().values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum())
                            .isEqualTo(end.events());
                }
            }
        }
        assertThat(begun).isNotEmpty().isEqualTo(ended);
    }

    @Test
    void logicalMessagesAreCountedUnderOneNameWhateverObjectWroteThem() throws EventFailure {
        String object = "io.debezium.connector.postgresql.LogicalDecodingMessageMonitor$LogicalDecodingMessageId@";
        String end = END.replace("public.orders", object + "6bf84275").replace("public.order_items", object + "1a2b3c");
        assertThat(((TransactionBoundary.End) read(end)).counts()).isEqualTo(Map.of(TransactionBoundary.MESSAGES, 4L));
    }

    @Test
    void anEndHasItsCounts() throws EventFailure {
        assertThat(read(END)).isEqualTo(ENDED);
    }

    @Test
    void countsMayComeAsStrings() throws EventFailure {
        assertThat(read(END.replaceAll(":(\\d)([,}])", ":\"$1\"$2"))).isEqualTo(ENDED);
    }

    @Test
    void theFormWithASchemaIsReadToo() throws EventFailure {
        assertThat(read("{\"schema\":{\"type\":\"struct\",\"id\":1,\"fields\":[{\"status\":2}]},\"payload\":" + END
                        + "}"))
                .isEqualTo(ENDED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "773:25036288 | 773",
                "36d1-aa:7 | 36d1-aa:7",
                "0-1-5 | 0-1-5",
                "file=mysql-bin.000003,pos=154 | file=mysql-bin.000003,pos=154",
                "773: | 773:",
                ":25036288 | :25036288",
            })
    void onlyPostgresIdsAreCutAtTheColon(String id, String correlation) {
        assertThat(new TransactionId(id).correlation()).isEqualTo(correlation);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"status\":\"BEGIN\",\"id\":\"1\"}",
                "{\"status\":\"OTHER\",\"id\":\"1\",\"ts_ms\":1}",
                "{\"status\":\"END\",\"id\":\"1\",\"ts_ms\":1,\"event_count\":null}",
                "{\"status\":\"END\",\"id\":\"1\",\"ts_ms\":1,\"event_count\":-1}",
                "{\"status\":\"END\",\"id\":\"1\",\"ts_ms\":1,\"event_count\":1e3}",
                "{\"status\":\"END\",\"id\":\"1\",\"ts_ms\":1,\"event_count\":99999999999999999999}",
                "{\"status\":\"END\",\"id\":\"1\",\"ts_ms\":1,\"event_count\":1,\"data_collections\":[{}]}",
                "{\"status\":{\"a\":1},\"id\":\"1\",\"ts_ms\":1}",
                "{\"status\":\"BEGIN\",\"id\":\"1\",\"ts_ms\":1} {}",
                "{\"status\":\"BEGIN\",\"id\":\"1\",\"id\":\"2\",\"ts_ms\":1}",
            })
    void anythingElseIsMalformed(String json) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOfSatisfying(EventFailure.class, failure -> assertThat(failure.category())
                        .isEqualTo(FailureCategory.MALFORMED));
    }

    @Property
    void brokenBytesAreMalformedAndNothingWorse(@ForAll int place, @ForAll byte with) {
        byte[] json = END.getBytes(UTF_8);
        json[Math.floorMod(place, json.length)] = with;
        try {
            assertThat(TransactionBoundaries.fromJson(json)).isNotNull();
        } catch (EventFailure failure) {
            assertThat(failure.category()).isEqualTo(FailureCategory.MALFORMED);
        }
    }

    private static TransactionBoundary read(String json) throws EventFailure {
        return TransactionBoundaries.fromJson(json.getBytes(UTF_8));
    }

    private static List<String> payloads(String resource) throws Exception {
        List<String> payloads = new ArrayList<>();
        try (var lines = new BufferedReader(
                new InputStreamReader(TransactionBoundariesTest.class.getResourceAsStream(resource), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode record = new ObjectMapper().readTree(line);
                payloads.add(record.get("payload").textValue());
            }
        }
        return payloads;
    }
}
