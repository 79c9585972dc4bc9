package dev.afterimage.cdc.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.event.ChangeEvent.Upsert;
import dev.afterimage.cdc.event.Column;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.type.ColumnType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One row, as the connector sends it under its usual settings with schema and under the exact settings without. */
class WireFormsAgreeTest {
    private static final LocalDate DATE = LocalDate.of(2026, 11, 20);
    private static final LocalTime TIME = LocalTime.of(18, 27, 7, 539_300_000);
    private static final LocalDateTime TIMESTAMP = LocalDateTime.of(DATE, TIME);
    private static final byte[] BYTES = {0, 1, 2, (byte) 0xFF};

    @Test
    void shouldGiveTheSameDocumentWithAndWithoutSchema() throws Exception {
        RowImage typed = after(new ConnectRecords(true).update(adaptive()), JsonSettings.DEFAULT);
        RowImage plain = after(
                new ConnectRecords(false).update(isostring()),
                new JsonSettings("__debezium_unavailable_value", true, _ -> WireFormsAgreeTest::declared));
        assertThat(plain.toJson()).isEqualTo(typed.toJson());
        assertThat(typed.toJson())
                .isEqualTo(
                        "{\"id\":42,\"amount\":\"1.50\",\"free\":\"1.25\",\"name\":\"é \\\"quoted\\\" \\n\",\"d\":\"2026-11-20Z\","
                                + "\"t\":\"18:27:07.5393Z\",\"ts\":\"2026-11-20T18:27:07.5393Z\",\"tz\":\"2026-11-20T18:27:07.539300Z\","
                                + "\"ok\":true,\"f\":1.5E10,\"nan\":\"NaN\",\"raw\":\"AAEC/w==\",\"uid\":\"27e1ae18-5ab0-4f47-93a2-c56d0677d4c4\","
                                + "\"doc\":{\"a\": [1.50, null]},\"docs\":[{\"a\":1},null,[]],\"tags\":[\"x\",null,\"y\\\\z\"],\"attrs\":{\"k\":\"v\",\"n\":null},"
                                + "\"pt\":{\"x\":1.0,\"y\":2.5,\"wkb\":\"AAEC/w==\",\"srid\":null},\"gone\":null,\"never\":\"infinity\"}");
    }

    @Test
    void shouldTellTheTypesThatTheSchemaTells() throws Exception {
        RowImage typed = after(new ConnectRecords(true).update(adaptive()), JsonSettings.DEFAULT);
        assertThat(typed.schema().typed()).isTrue();
        assertThat(typed.schema().columns())
                .contains(
                        new Column("id", new ColumnType.Int(64), false),
                        new Column("amount", new ColumnType.Decimal(10, 2), true),
                        new Column("d", new ColumnType.Date(), true),
                        new Column("doc", new ColumnType.Json(), true),
                        new Column("tags", new ColumnType.Array(new ColumnType.Text()), true),
                        new Column("attrs", new ColumnType.StringMap(), true),
                        new Column("pt", new ColumnType.Geometry(), true));
    }

    @Test
    void shouldReadTheKeyAndThePositionInBothForms() throws Exception {
        for (boolean schemas : new boolean[] {true, false}) {
            ConsumerRecord<byte[], byte[]> record =
                    new ConnectRecords(schemas).update(schemas ? adaptive() : isostring());
            Upsert upsert = (Upsert) new JsonEventDecoder(ConnectRecords.DECLARED).decode(record, Samples.at(record));
            assertThat(Objects.requireNonNull(upsert.key()).toJson()).isEqualTo("{\"id\":42}");
            assertThat(upsert.origin().position().commit()).isEqualTo(25040136);
            assertThat(upsert.origin().position().order()).isEqualTo(2);
            assertThat(upsert.origin().transaction()).isEqualTo("778:25040384");
        }
    }

    @Test
    void shouldGiveOneSchemaForOneSchema() throws Exception {
        JsonEventDecoder decoder = new JsonEventDecoder(JsonSettings.DEFAULT);
        ConsumerRecord<byte[], byte[]> record = new ConnectRecords(true).update(adaptive());
        Upsert first = (Upsert) decoder.decode(record, Samples.at(record));
        Upsert second = (Upsert) decoder.decode(record, Samples.at(record));
        assertThat(second.after().schema()).isSameAs(first.after().schema());
    }

    private static RowImage after(ConsumerRecord<byte[], byte[]> record, JsonSettings settings) throws Exception {
        return ((Upsert) new JsonEventDecoder(settings).decode(record, Samples.at(record))).after();
    }

    private static @Nullable ColumnType declared(String column) {
        return switch (column) {
            case "doc" -> new ColumnType.Json();
            case "docs" -> new ColumnType.Array(new ColumnType.Json());
            default -> null;
        };
    }

    /** As under {@code decimal.handling.mode=precise} and {@code time.precision.mode=adaptive}. */
    private static Struct adaptive() {
        Schema variable = SchemaBuilder.struct()
                .name("io.debezium.data.VariableScaleDecimal")
                .field("scale", Schema.INT32_SCHEMA)
                .field("value", Schema.BYTES_SCHEMA)
                .optional()
                .build();
        Schema schema = rest(SchemaBuilder.struct()
                .field("id", Schema.INT64_SCHEMA)
                .field(
                        "amount",
                        Decimal.builder(2)
                                .parameter("connect.decimal.precision", "10")
                                .optional()
                                .build())
                .field("free", variable)
                .field("name", Schema.OPTIONAL_STRING_SCHEMA)
                .field("d", named(SchemaBuilder.int32(), "io.debezium.time.Date"))
                .field("t", named(SchemaBuilder.int64(), "io.debezium.time.MicroTime"))
                .field("ts", named(SchemaBuilder.int64(), "io.debezium.time.MicroTimestamp")));
        long micros = TIMESTAMP.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + TIMESTAMP.getNano() / 1000;
        return rest(new Struct(schema)
                .put("amount", new BigDecimal("1.50"))
                .put("free", new Struct(variable).put("scale", 2).put("value", new byte[] {125}))
                .put("d", (int) DATE.toEpochDay())
                .put("t", TIME.toNanoOfDay() / 1000)
                .put("ts", micros));
    }

    /** As under {@code decimal.handling.mode=string} and {@code time.precision.mode=isostring}, with Debezium's formatters. */
    private static Struct isostring() {
        Schema schema = rest(SchemaBuilder.struct()
                .field("id", Schema.INT64_SCHEMA)
                .field("amount", Schema.OPTIONAL_STRING_SCHEMA)
                .field("free", Schema.OPTIONAL_STRING_SCHEMA)
                .field("name", Schema.OPTIONAL_STRING_SCHEMA)
                .field("d", named(SchemaBuilder.string(), "io.debezium.time.IsoDate"))
                .field("t", named(SchemaBuilder.string(), "io.debezium.time.IsoTime"))
                .field("ts", named(SchemaBuilder.string(), "io.debezium.time.IsoTimestamp")));
        return rest(new Struct(schema)
                .put("amount", "1.50")
                .put("free", "1.25")
                .put("d", DATE.atStartOfDay(ZoneOffset.UTC).format(DateTimeFormatter.ISO_OFFSET_DATE))
                .put("t", TIME.atOffset(ZoneOffset.UTC).format(DateTimeFormatter.ISO_OFFSET_TIME))
                .put("ts", TIMESTAMP.atOffset(ZoneOffset.UTC).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME)));
    }

    private static Schema rest(SchemaBuilder builder) {
        return builder.field("tz", named(SchemaBuilder.string(), "io.debezium.time.ZonedTimestamp"))
                .field("ok", Schema.OPTIONAL_BOOLEAN_SCHEMA)
                .field("f", Schema.OPTIONAL_FLOAT64_SCHEMA)
                .field("nan", Schema.OPTIONAL_FLOAT64_SCHEMA)
                .field("raw", Schema.OPTIONAL_BYTES_SCHEMA)
                .field("uid", named(SchemaBuilder.string(), "io.debezium.data.Uuid"))
                .field("doc", named(SchemaBuilder.string(), "io.debezium.data.Json"))
                .field(
                        "docs",
                        SchemaBuilder.array(named(SchemaBuilder.string(), "io.debezium.data.Json"))
                                .optional()
                                .build())
                .field(
                        "tags",
                        SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA)
                                .optional()
                                .build())
                .field(
                        "attrs",
                        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA)
                                .optional()
                                .build())
                .field("pt", point())
                .field("gone", Schema.OPTIONAL_INT32_SCHEMA)
                .field("never", named(SchemaBuilder.string(), "io.debezium.time.ZonedTimestamp"))
                .name(ConnectRecords.TOPIC + ".Value")
                .optional()
                .build();
    }

    private static Struct rest(Struct row) {
        Map<String, @Nullable String> attributes = new LinkedHashMap<>();
        attributes.put("k", "v");
        attributes.put("n", null);
        return row.put("id", 42L)
                .put("name", "é \"quoted\" \n")
                .put("tz", "2026-11-20T18:27:07.539300Z")
                .put("ok", true)
                .put("f", 1.5E10)
                .put("nan", Double.NaN)
                .put("raw", BYTES)
                .put("uid", "27e1ae18-5ab0-4f47-93a2-c56d0677d4c4")
                .put("doc", "{\"a\": [1.50, null]}")
                .put("docs", Arrays.asList("{\"a\":1}", null, "[]"))
                .put("tags", Arrays.asList("x", null, "y\\z"))
                .put("attrs", attributes)
                .put("pt", new Struct(point()).put("x", 1.0).put("y", 2.5).put("wkb", BYTES))
                .put("never", "infinity");
    }

    private static Schema point() {
        return SchemaBuilder.struct()
                .name("io.debezium.data.geometry.Point")
                .field("x", Schema.FLOAT64_SCHEMA)
                .field("y", Schema.FLOAT64_SCHEMA)
                .field("wkb", Schema.OPTIONAL_BYTES_SCHEMA)
                .field("srid", Schema.OPTIONAL_INT32_SCHEMA)
                .optional()
                .build();
    }

    private static Schema named(SchemaBuilder builder, String name) {
        return builder.name(name).version(1).optional().build();
    }
}
