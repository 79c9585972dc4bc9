package dev.afterimage.cdc.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.event.ChangeEvent.Upsert;
import dev.afterimage.cdc.event.ColumnState;
import dev.afterimage.cdc.event.RowImage;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The placeholder of an unchanged large value, in every shape that PostgreSQL's connector gives it. */
class UnavailableValuesTest {
    private static final String TEXT = "__debezium_unavailable_value";
    private static final byte[] BYTES = TEXT.getBytes(StandardCharsets.UTF_8);
    private static final String QUOTED = "\"" + TEXT + "\"";
    private static final String BASE64 = "\"" + Base64.getEncoder().encodeToString(BYTES) + "\"";
    private static final String CODES = codes().collect(Collectors.joining(",", "[", "]"));
    private static final String DATES = codes().map(code -> "\""
                    + LocalDate.ofEpochDay(Long.parseLong(code))
                            .atStartOfDay(ZoneOffset.UTC)
                            .format(DateTimeFormatter.ISO_OFFSET_DATE)
                    + "\"")
            .collect(Collectors.joining(",", "[", "]"));
    private static final String UUIDS = "[\"" + UUID.nameUUIDFromBytes(BYTES) + "\"]";
    private static final String MAP = "{" + QUOTED + ":" + QUOTED + "}";

    static Stream<Arguments> shapes() {
        return Stream.of(
                Arguments.of(Json.schema("string", "", ""), QUOTED),
                Arguments.of(Json.schema("string", "io.debezium.data.Json", ""), QUOTED),
                Arguments.of(Json.schema("string", "io.debezium.data.Xml", ""), QUOTED),
                Arguments.of(Json.schema("string", "io.debezium.time.ZonedTimestamp", ""), QUOTED),
                Arguments.of(Json.schema("bytes", "", ""), BASE64),
                Arguments.of(Json.schema("bytes", "io.debezium.data.Bits", "\"length\":\"400\""), BASE64),
                Arguments.of(array(Json.schema("string", "", "")), "[" + QUOTED + "]"),
                Arguments.of(array(Json.schema("string", "io.debezium.data.Json", "")), "[" + QUOTED + "]"),
                Arguments.of(array(Json.schema("bytes", "", "")), "[" + BASE64 + "]"),
                Arguments.of(array(Json.schema("int32", "", "")), CODES),
                Arguments.of(array(Json.schema("int64", "", "")), CODES),
                Arguments.of(array(Json.schema("int32", "io.debezium.time.Date", "")), CODES),
                Arguments.of(array(Json.schema("string", "io.debezium.time.IsoDate", "")), DATES),
                Arguments.of(array(Json.schema("string", "io.debezium.data.Uuid", "")), UUIDS),
                Arguments.of(
                        "\"type\":\"map\",\"optional\":true,\"keys\":{\"type\":\"string\",\"optional\":false},"
                                + "\"values\":{\"type\":\"string\",\"optional\":true}",
                        MAP));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shouldBeUnavailableWhereASchemaTellsTheType(String schema, String value) throws Exception {
        RowImage image = after(Json.typedUpdate(schema, value));
        assertThat(image.state(0)).isEqualTo(ColumnState.UNAVAILABLE);
        assertThat(image.complete()).isFalse();
        assertThat(image.toJson()).isEqualTo("{}");
    }

    @Test
    void shouldBeUnavailableWhereNoSchemaTellsTheType() throws Exception {
        for (String value : List.of(QUOTED, BASE64, "[" + QUOTED + "]", "[" + BASE64 + "]", CODES, DATES, UUIDS, MAP)) {
            RowImage image = after(Json.update("{\"id\":1,\"c\":" + value + ",\"d\":2}"));
            assertThat(image.state(1)).as(value).isEqualTo(ColumnState.UNAVAILABLE);
            assertThat(image.toJson()).isEqualTo("{\"id\":1,\"d\":2}");
        }
    }

    @Test
    void shouldKeepTheColumnsAroundAnUnavailableOne() throws Exception {
        RowImage image = after(Json.update("{\"a\":" + QUOTED + ",\"b\":1,\"c\":null,\"d\":" + QUOTED + "}"));
        assertThat(image.toJson()).isEqualTo("{\"b\":1,\"c\":null}");
        assertThat(image.json(1)).isEqualTo("1");
        assertThat(image.state(2)).isEqualTo(ColumnState.NULL);
    }

    @Test
    void shouldTakeATextThatMerelyContainsThePlaceholderForAValue() throws Exception {
        String contains = "\"x " + TEXT + "\"";
        assertThat(after(Json.typedUpdate(Json.schema("string", "", ""), contains))
                        .json(0))
                .isEqualTo(contains);
        assertThat(after(Json.update("{\"c\":" + contains + "}")).json(0)).isEqualTo(contains);
        String two = "[" + QUOTED + "," + QUOTED + "]";
        assertThat(after(Json.typedUpdate(array(Json.schema("string", "", "")), two))
                        .json(0))
                .isEqualTo(two);
        assertThat(after(Json.typedUpdate(Json.schema("string", "", ""), BASE64))
                        .json(0))
                .as("a text column that holds the placeholder's Base64")
                .isEqualTo(BASE64);
        assertThat(after(Json.typedUpdate(
                                Json.schema("string", "io.debezium.data.Json", ""), "\"\\\"" + TEXT + "\\\"\""))
                        .json(0))
                .as("a JSON column that holds the placeholder as a JSON string")
                .isEqualTo(QUOTED);
    }

    @Test
    void shouldKnowAPlaceholderThatTheOperatorChose() throws Exception {
        JsonEventDecoder decoder = new JsonEventDecoder(new JsonSettings("~gone~", true, TopicTypes.NONE));
        ConsumerRecord<byte[], byte[]> record =
                Samples.record("t", null, Json.update("{\"a\":\"~gone~\",\"b\":" + QUOTED + "}"));
        assertThat(((Upsert) decoder.decode(record, Samples.at(record))).after().toJson())
                .isEqualTo("{\"b\":" + QUOTED + "}");
    }

    private static RowImage after(String value) throws Exception {
        ConsumerRecord<byte[], byte[]> record = Samples.record("shop.public.t", null, value);
        return ((Upsert) new JsonEventDecoder(ConnectRecords.DECLARED).decode(record, Samples.at(record))).after();
    }

    private static String array(String element) {
        return "\"type\":\"array\",\"optional\":true,\"items\":{" + element + "}";
    }

    private static Stream<String> codes() {
        return TEXT.chars().mapToObj(Integer::toString);
    }
}
