package dev.afterimage.cdc.envelope;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * One type of column as Debezium gives it to a converter.
 *
 * @param values Connect values, null among them
 */
record ConnectColumn(String name, Schema schema, Arbitrary<Object> values) {
    private static final String UNAVAILABLE = "__debezium_unavailable_value";
    private static final Schema VARIABLE = SchemaBuilder.struct()
            .name("io.debezium.data.VariableScaleDecimal")
            .field("scale", Schema.INT32_SCHEMA)
            .field("value", Schema.BYTES_SCHEMA)
            .optional()
            .build();
    private static final Schema POINT = SchemaBuilder.struct()
            .name("io.debezium.data.geometry.Point")
            .field("x", Schema.FLOAT64_SCHEMA)
            .field("y", Schema.FLOAT64_SCHEMA)
            .field("wkb", Schema.OPTIONAL_BYTES_SCHEMA)
            .field("srid", Schema.OPTIONAL_INT32_SCHEMA)
            .optional()
            .build();

    static List<ConnectColumn> all() {
        return List.of(
                of("c_int8", SchemaBuilder.int8(), Arbitraries.bytes()),
                of("c_int16", SchemaBuilder.int16(), Arbitraries.shorts()),
                of("c_int32", SchemaBuilder.int32(), Arbitraries.integers()),
                of("c_int64", SchemaBuilder.int64(), Arbitraries.longs()),
                of("c_float", SchemaBuilder.float32(), Arbitraries.floats()),
                of("c_double", SchemaBuilder.float64(), Arbitraries.doubles()),
                of("c_odd", SchemaBuilder.float64(), Arbitraries.of(Double.NaN, Double.NEGATIVE_INFINITY, -0.0)),
                of("c_bool", SchemaBuilder.bool(), Arbitraries.of(true, false)),
                of("c_text", SchemaBuilder.string(), texts()),
                of(
                        "c_json",
                        named(SchemaBuilder.string(), "io.debezium.data.Json"),
                        Arbitraries.of("{\"a\": [1, 2.50]}", "null", "\"x\"", "[\n]", "{", UNAVAILABLE)),
                of(
                        "c_uuid",
                        named(SchemaBuilder.string(), "io.debezium.data.Uuid"),
                        Arbitraries.of("2f1e0d3c-0000-4000-8000-0123456789ab", UNAVAILABLE)),
                of(
                        "c_enum",
                        named(SchemaBuilder.string(), "io.debezium.data.Enum").parameter("allowed", "a,b"),
                        Arbitraries.of("a", "b")),
                of(
                        "c_zoned",
                        named(SchemaBuilder.string(), "io.debezium.time.ZonedTimestamp"),
                        Arbitraries.of("2026-01-02T03:04:05.678901Z", "infinity", "294247-01-10T04:00:25.200Z")),
                of(
                        "c_interval",
                        named(SchemaBuilder.string(), "io.debezium.time.Interval"),
                        Arbitraries.of("P1Y2M3DT4H5M6.78S")),
                of("c_bytes", SchemaBuilder.bytes(), bytes()),
                of(
                        "c_bits",
                        named(SchemaBuilder.bytes(), "io.debezium.data.Bits").parameter("length", "9"),
                        bytes()),
                decimal("c_decimal", 12, 2),
                decimal("c_wide", 40, 20),
                of(
                        "c_date",
                        named(SchemaBuilder.int32(), "io.debezium.time.Date"),
                        Arbitraries.integers().between(-800_000, 50_000)),
                of(
                        "c_time",
                        named(SchemaBuilder.int64(), "io.debezium.time.MicroTime"),
                        Arbitraries.longs().between(0, 86_400_000_001L)),
                of(
                        "c_milli",
                        named(SchemaBuilder.int64(), "io.debezium.time.Timestamp"),
                        Arbitraries.longs().between(-1_000_000_000_000L, 4_000_000_000_000L)),
                of("c_micro", named(SchemaBuilder.int64(), "io.debezium.time.MicroTimestamp"), Arbitraries.longs()),
                of("c_nano", named(SchemaBuilder.int64(), "io.debezium.time.NanoTimestamp"), Arbitraries.longs()),
                of(
                        "c_infinite",
                        named(SchemaBuilder.int64(), "io.debezium.time.MicroTimestamp"),
                        Arbitraries.of(9223372036825200000L, -9223372036832400000L)),
                of("c_duration", named(SchemaBuilder.int64(), "io.debezium.time.MicroDuration"), Arbitraries.longs()),
                of(
                        "c_ints",
                        SchemaBuilder.array(Schema.OPTIONAL_INT32_SCHEMA),
                        Arbitraries.integers().injectNull(0.2).list().ofMaxSize(5)),
                of(
                        "c_texts",
                        SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA),
                        texts().list().ofMaxSize(3)),
                of(
                        "c_dates",
                        SchemaBuilder.array(named(SchemaBuilder.int32(), "io.debezium.time.Date")
                                .optional()
                                .build()),
                        Arbitraries.of(List.of(), List.of(1, -1), codes())),
                of(
                        "c_map",
                        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA),
                        Arbitraries.maps(texts(), texts().injectNull(0.2)).ofMaxSize(4)),
                of(
                        "c_pairs",
                        SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.OPTIONAL_INT64_SCHEMA),
                        Arbitraries.maps(Arbitraries.integers(), Arbitraries.longs())
                                .ofMaxSize(4)),
                new ConnectColumn(
                        "c_variable",
                        VARIABLE,
                        decimals(30, 7)
                                .map(value -> (Object) new Struct(VARIABLE)
                                        .put("scale", value.scale())
                                        .put("value", value.unscaledValue().toByteArray()))
                                .injectNull(0.2)),
                new ConnectColumn(
                        "c_point",
                        POINT,
                        Arbitraries.doubles()
                                .between(-180, 180)
                                .map(x -> (Object) new Struct(POINT)
                                        .put("x", x)
                                        .put("y", 1.5)
                                        .put("wkb", new byte[] {1, 2}))
                                .injectNull(0.2)));
    }

    private static ConnectColumn decimal(String name, int precision, int scale) {
        return of(
                name,
                Decimal.builder(scale).parameter("connect.decimal.precision", String.valueOf(precision)),
                decimals(precision, scale));
    }

    private static Arbitrary<BigDecimal> decimals(int precision, int scale) {
        BigInteger limit = BigInteger.TEN.pow(precision);
        return Arbitraries.bigIntegers()
                .between(limit.negate(), limit)
                .map(unscaled -> new BigDecimal(unscaled, scale));
    }

    private static ConnectColumn of(String name, SchemaBuilder schema, Arbitrary<?> values) {
        return new ConnectColumn(
                name,
                schema.optional().build(),
                values.map(value -> (Object) value).injectNull(0.2));
    }

    private static SchemaBuilder named(SchemaBuilder schema, String name) {
        return schema.name(name).version(1);
    }

    private static Arbitrary<byte[]> bytes() {
        return Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(9),
                Arbitraries.create(() -> UNAVAILABLE.getBytes(StandardCharsets.UTF_8)));
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ascii().ofMaxLength(12),
                Arbitraries.of("Zoë", "€ 😀", "a\"b\\c\n", "", UNAVAILABLE));
    }

    private static List<Integer> codes() {
        return UNAVAILABLE.chars().boxed().toList();
    }
}
