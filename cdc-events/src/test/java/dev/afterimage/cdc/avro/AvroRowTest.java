package dev.afterimage.cdc.avro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.ColumnState;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.type.ColumnType;
import dev.afterimage.cdc.type.LogicalTypes;
import dev.afterimage.cdc.type.Placeholder;
import dev.afterimage.cdc.type.RowImageBuilder;
import dev.afterimage.cdc.type.RowLayout;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroRowTest {
    private static final LogicalTypes TYPES = new LogicalTypes(new Placeholder(Placeholder.DEFAULT));

    @Test
    void avrosOwnLogicalTypesSpeakWhereConnectsNamesAreMissing() throws Exception {
        assertThat(read(
                        "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":9,\"scale\":2}",
                        ByteBuffer.wrap(new byte[] {0, -106})))
                .isEqualTo("{\"c\":\"1.50\"}");
        assertThat(read(
                        "{\"type\":\"fixed\",\"name\":\"F\",\"size\":2,\"logicalType\":\"decimal\",\"precision\":4,\"scale\":1}",
                        new byte[] {0, 15}))
                .isEqualTo("{\"c\":\"1.5\"}");
        assertThat(read("{\"type\":\"int\",\"logicalType\":\"date\"}", 20777)).isEqualTo("{\"c\":\"2026-11-20Z\"}");
        assertThat(read("{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}", 1_000_001L))
                .isEqualTo("{\"c\":\"1970-01-01T00:00:01.000001Z\"}");
        assertThat(read("{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"NEW\",\"OLD\"]}", "OLD"))
                .isEqualTo("{\"c\":\"OLD\"}");
    }

    @Test
    void nestedValuesAreReadInBlocksOfAnySize() throws Exception {
        String schema = "{\"type\":\"array\",\"items\":[\"null\",{\"type\":\"map\",\"values\":\"int\"}]}";
        assertThat(read(schema, List.of())).isEqualTo("{\"c\":[]}");
        assertThat(read(schema, java.util.Arrays.asList(Map.of("a", 1), null, Map.of())))
                .isEqualTo("{\"c\":[{\"a\":1},null,{}]}");
    }

    @Test
    void mapsWhoseKeysAreNoTextsBecomePairs() throws Exception {
        Schema entry = parse(
                "{\"type\":\"record\",\"name\":\"MapEntry\",\"namespace\":\"io.confluent.connect.avro\",\"fields\":["
                        + "{\"name\":\"key\",\"type\":\"int\"},{\"name\":\"value\",\"type\":[\"null\",\"string\"]}]}");
        GenericData.Record one = new GenericData.Record(entry);
        one.put("key", 7);
        one.put("value", "x");
        assertThat(read("{\"type\":\"array\",\"items\":" + entry + "}", List.of(one)))
                .isEqualTo("{\"c\":[[7,\"x\"]]}");
    }

    @Test
    void anUnavailableColumnIsTold() throws Exception {
        RowImage image = image("\"string\"", Placeholder.DEFAULT);
        assertThat(image.state(0)).isEqualTo(ColumnState.UNAVAILABLE);
        assertThat(image.toJson()).isEqualTo("{}");
        assertThat(image("[\"null\",\"string\"]", null).state(0)).isEqualTo(ColumnState.NULL);
        assertThat(image("{\"type\":\"array\",\"items\":\"string\"}", List.of(Placeholder.DEFAULT))
                        .complete())
                .isFalse();
    }

    @Test
    void columnTypesAreThoseOfTheConnectSchema() throws Exception {
        assertThat(layout(row("{\"type\":\"int\",\"connect.type\":\"int16\"}"))
                        .schema()
                        .column(0)
                        .type())
                .isEqualTo(new ColumnType.Int(16));
        assertThat(layout(row("[\"null\",\"long\"]")).schema().column(0).optional())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"null\",\"int\",\"string\"]",
                "\"null\"",
                "[\"null\"]",
                "{\"type\":\"record\",\"name\":\"L\",\"fields\":[{\"name\":\"next\",\"type\":[\"null\",\"L\"]}]}",
            })
    void whatConnectHasNotIsUnsupported(String schema) {
        assertCategory(FailureCategory.VALUE_UNSUPPORTED, () -> AvroRow.of(row(schema), layout(row(schema))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "\"strin\"", "{\"type\":\"record\"}", "[[\"int\"]]"})
    void whatIsNoSchemaIsMalformed(String text) {
        assertCategory(FailureCategory.MALFORMED, () -> AvroSchemas.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"string\"",
                "{\"type\":\"array\",\"items\":\"string\"}",
                "{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"Empty\",\"fields\":[]}}",
                "{\"type\":\"map\",\"values\":\"long\"}",
                "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"NEW\"]}",
                "[\"null\",\"int\"]",
                "{\"type\":\"fixed\",\"name\":\"F\",\"size\":1000000000}",
            })
    void aHugeCountOrLengthIsMalformedAtOnce(String schema) throws Exception {
        byte[] huge = {-2, -1, -1, -1, -1, -1, -1, -1, -1, 1, 0};
        assertCategory(FailureCategory.MALFORMED, () -> read(row(schema), huge));
    }

    private static void assertCategory(
            FailureCategory category, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(EventFailure.class, failure -> assertThat(failure.category())
                .isEqualTo(category));
    }

    private static String read(String column, Object value) throws Exception {
        return image(column, value).toJson();
    }

    private static RowImage image(String column, @Nullable Object value) throws Exception {
        Schema schema = row(column);
        GenericData.Record record = new GenericData.Record(schema);
        Schema type = schema.getField("c").schema();
        Object given =
                switch (type.getType()) {
                    case FIXED -> new GenericData.Fixed(type, (byte[]) value);
                    case ENUM -> new GenericData.EnumSymbol(type, value);
                    default -> value;
                };
        record.put("c", given);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().blockingBinaryEncoder(bytes, null);
        new GenericDatumWriter<>(schema).write(record, encoder);
        encoder.flush();
        return read(schema, bytes.toByteArray());
    }

    private static RowImage read(Schema schema, byte[] bytes) throws EventFailure {
        AvroInput in = new AvroInput();
        in.reset(bytes, 0, bytes.length);
        RowImage image = AvroRow.of(schema, layout(schema)).read(in, new RowImageBuilder());
        assertThat(image).isNotNull();
        assertThat(in.remaining()).isZero();
        assertThat(new String(image.buffer(), 0, image.length(), UTF_8)).doesNotContain("\n");
        return image;
    }

    private static RowLayout layout(Schema schema) throws EventFailure {
        return RowLayout.of(AvroSchemas.connect(schema), TYPES);
    }

    private static Schema row(String column) {
        return parse("{\"type\":\"record\",\"name\":\"Row\",\"fields\":[{\"name\":\"c\",\"type\":" + column + "}]}");
    }

    private static Schema parse(String schema) {
        return new Schema.Parser().parse(schema);
    }
}
