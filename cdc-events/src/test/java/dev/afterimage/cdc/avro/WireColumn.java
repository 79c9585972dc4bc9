package dev.afterimage.cdc.avro;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;

/**
 * One type of column as the converters write it, in Avro and in JSON with schema.
 *
 * @param avro the Avro schema of a value that is not null
 * @param connect the members of the JSON schema, without {@code optional} and {@code field}
 * @param values values in both forms
 */
public record WireColumn(String name, String avro, String connect, Arbitrary<Pair> values) {
    /** One value: as Avro's writer takes it, and as JSON. */
    public record Pair(Object avro, String json) {}

    public static List<WireColumn> all() {
        return List.of(
                of(
                        "c_int8",
                        "{\"type\":\"int\",\"connect.type\":\"int8\"}",
                        "\"type\":\"int8\"",
                        Arbitraries.integers().between(-128, 127)),
                of(
                        "c_int16",
                        "{\"type\":\"int\",\"connect.type\":\"int16\"}",
                        "\"type\":\"int16\"",
                        Arbitraries.integers().between(-32768, 32767)),
                of("c_int32", "\"int\"", "\"type\":\"int32\"", Arbitraries.integers()),
                of("c_int64", "\"long\"", "\"type\":\"int64\"", Arbitraries.longs()),
                of(
                        "c_float",
                        "\"float\"",
                        "\"type\":\"float\"",
                        Arbitraries.floats().filter(Float::isFinite)),
                of("c_double", "\"double\"", "\"type\":\"double\"", Arbitraries.doubles()),
                of("c_bool", "\"boolean\"", "\"type\":\"boolean\"", Arbitraries.of(true, false)),
                text("c_text", "", texts()),
                text("c_json", "io.debezium.data.Json", Arbitraries.of("{\"a\": [1, 2.50]}", "null", "\"x\"", "[ ]")),
                text(
                        "c_uuid",
                        "io.debezium.data.Uuid",
                        Arbitraries.create(() -> "2f1e0d3c-0000-4000-8000-0123456789ab")),
                text(
                        "c_zoned",
                        "io.debezium.time.ZonedTimestamp",
                        Arbitraries.of("2026-01-02T03:04:05.678901Z", "2026-01-02T03:04:05+01:00")),
                text("c_interval", "io.debezium.time.Interval", Arbitraries.of("P1Y2M3DT4H5M6.78S")),
                bytes("c_bytes", ""),
                bytes("c_bits", "io.debezium.data.Bits"),
                decimal("c_decimal", 12, 2),
                decimal("c_wide", 40, 20),
                number(
                        "c_date",
                        "int",
                        "int32",
                        "io.debezium.time.Date",
                        Arbitraries.integers().between(-10000, 50000)),
                number(
                        "c_time",
                        "long",
                        "int64",
                        "io.debezium.time.MicroTime",
                        Arbitraries.longs().between(0, 86_399_999_999L)),
                number(
                        "c_micro",
                        "long",
                        "int64",
                        "io.debezium.time.MicroTimestamp",
                        Arbitraries.longs().between(-1_000_000_000_000_000L, 4_000_000_000_000_000L)),
                number(
                        "c_nano",
                        "long",
                        "int64",
                        "io.debezium.time.NanoTimestamp",
                        Arbitraries.longs().between(-1_000_000_000_000_000_000L, 4_000_000_000_000_000_000L)),
                number(
                        "c_infinite",
                        "long",
                        "int64",
                        "io.debezium.time.MicroTimestamp",
                        Arbitraries.of(9223372036825200000L, -9223372036832400000L)),
                number("c_duration", "long", "int64", "io.debezium.time.MicroDuration", Arbitraries.longs()),
                ints(),
                textList(),
                map(),
                variableDecimal(),
                point());
    }

    private static WireColumn of(String name, String avro, String connect, Arbitrary<?> values) {
        return new WireColumn(name, avro, connect, values.map(value -> new Pair(value, String.valueOf(value))));
    }

    private static WireColumn number(String name, String avro, String kind, String logical, Arbitrary<?> values) {
        return of(
                name,
                "{\"type\":\"%s\",\"connect.version\":1,\"connect.name\":\"%s\"}".formatted(avro, logical),
                "\"type\":\"%s\",\"name\":\"%s\",\"version\":1".formatted(kind, logical),
                values);
    }

    private static WireColumn text(String name, String logical, Arbitrary<String> values) {
        boolean plain = logical.isEmpty();
        return new WireColumn(
                name,
                plain
                        ? "\"string\""
                        : "{\"type\":\"string\",\"connect.version\":1,\"connect.name\":\"" + logical + "\"}",
                "\"type\":\"string\"" + (plain ? "" : ",\"name\":\"" + logical + "\",\"version\":1"),
                values.map(value -> new Pair(value, quote(value))));
    }

    private static WireColumn bytes(String name, String logical) {
        boolean plain = logical.isEmpty();
        return new WireColumn(
                name,
                plain ? "\"bytes\"" : "{\"type\":\"bytes\",\"connect.name\":\"" + logical + "\"}",
                "\"type\":\"bytes\"" + (plain ? "" : ",\"name\":\"" + logical + "\""),
                Arbitraries.bytes()
                        .array(byte[].class)
                        .ofMaxSize(9)
                        .map(value -> new Pair(ByteBuffer.wrap(value), base64(value))));
    }

    private static WireColumn decimal(String name, int precision, int scale) {
        String parameters = "{\"scale\":\"%d\",\"connect.decimal.precision\":\"%d\"}".formatted(scale, precision);
        return new WireColumn(
                name,
                ("{\"type\":\"bytes\",\"scale\":%d,\"precision\":%d,\"connect.version\":1,\"connect.parameters\":%s,"
                                + "\"connect.name\":\"org.apache.kafka.connect.data.Decimal\",\"logicalType\":\"decimal\"}")
                        .formatted(scale, precision, parameters),
                "\"type\":\"bytes\",\"name\":\"org.apache.kafka.connect.data.Decimal\",\"version\":1,\"parameters\":"
                        + parameters,
                Arbitraries.bigIntegers()
                        .between(BigInteger.TEN.pow(precision).negate(), BigInteger.TEN.pow(precision))
                        .map(BigInteger::toByteArray)
                        .map(value -> new Pair(ByteBuffer.wrap(value), base64(value))));
    }

    private static WireColumn ints() {
        return new WireColumn(
                "c_ints",
                "{\"type\":\"array\",\"items\":[\"null\",\"int\"]}",
                "\"type\":\"array\",\"items\":{\"type\":\"int32\",\"optional\":true}",
                Arbitraries.integers()
                        .injectNull(0.2)
                        .list()
                        .ofMaxSize(5)
                        .map(list -> new Pair(list, list.toString())));
    }

    private static WireColumn textList() {
        return new WireColumn(
                "c_texts",
                "{\"type\":\"array\",\"items\":\"string\"}",
                "\"type\":\"array\",\"items\":{\"type\":\"string\",\"optional\":false}",
                texts().list().ofMaxSize(4).map(list -> new Pair(list, json(list, WireColumn::quote))));
    }

    private static WireColumn map() {
        return new WireColumn(
                "c_map",
                "{\"type\":\"map\",\"values\":[\"null\",\"string\"]}",
                "\"type\":\"map\",\"keys\":{\"type\":\"string\",\"optional\":false},"
                        + "\"values\":{\"type\":\"string\",\"optional\":true}",
                Arbitraries.maps(texts(), texts().injectNull(0.2))
                        .ofMaxSize(4)
                        .map(map -> new Pair(
                                map,
                                map.entrySet().stream()
                                        .map(entry -> quote(entry.getKey()) + ":"
                                                + (entry.getValue() == null ? "null" : quote(entry.getValue())))
                                        .collect(Collectors.joining(",", "{", "}")))));
    }

    private static WireColumn variableDecimal() {
        String name = "io.debezium.data.VariableScaleDecimal";
        String avro =
                "{\"type\":\"record\",\"name\":\"VariableScaleDecimal\",\"namespace\":\"io.debezium.data\",\"fields\":["
                        + "{\"name\":\"scale\",\"type\":\"int\"},{\"name\":\"value\",\"type\":\"bytes\"}],\"connect.version\":1,"
                        + "\"connect.name\":\"" + name + "\"}";
        return new WireColumn(
                "c_variable",
                avro,
                "\"type\":\"struct\",\"name\":\"" + name + "\",\"version\":1,\"fields\":["
                        + "{\"type\":\"int32\",\"optional\":false,\"field\":\"scale\"},"
                        + "{\"type\":\"bytes\",\"optional\":false,\"field\":\"value\"}]",
                Arbitraries.bigDecimals()
                        .between(new BigDecimal("-1e12"), new BigDecimal("1e12"))
                        .ofScale(5)
                        .map(value -> {
                            byte[] unscaled = value.unscaledValue().toByteArray();
                            Object record = new GenericRecordBuilder(new Schema.Parser().parse(avro))
                                    .set("scale", value.scale())
                                    .set("value", ByteBuffer.wrap(unscaled))
                                    .build();
                            return new Pair(
                                    record, "{\"scale\":" + value.scale() + ",\"value\":" + base64(unscaled) + "}");
                        }));
    }

    private static WireColumn point() {
        String name = "io.debezium.data.geometry.Point";
        String avro = "{\"type\":\"record\",\"name\":\"Point\",\"namespace\":\"io.debezium.data.geometry\",\"fields\":["
                + "{\"name\":\"x\",\"type\":\"double\"},{\"name\":\"y\",\"type\":\"double\"},"
                + "{\"name\":\"wkb\",\"type\":[\"null\",\"bytes\"],\"default\":null},"
                + "{\"name\":\"srid\",\"type\":[\"null\",\"int\"],\"default\":null}],\"connect.name\":\"" + name
                + "\"}";
        return new WireColumn(
                "c_point",
                avro,
                "\"type\":\"struct\",\"name\":\"" + name + "\",\"version\":1,\"fields\":["
                        + "{\"type\":\"double\",\"optional\":false,\"field\":\"x\"},"
                        + "{\"type\":\"double\",\"optional\":false,\"field\":\"y\"},"
                        + "{\"type\":\"bytes\",\"optional\":true,\"field\":\"wkb\"},"
                        + "{\"type\":\"int32\",\"optional\":true,\"field\":\"srid\"}]",
                Arbitraries.integers().between(-180, 180).tuple2().map(at -> {
                    GenericData.Record record = new GenericData.Record(new Schema.Parser().parse(avro));
                    double x = at.get1() + 0.5;
                    double y = at.get2() / 3.0;
                    record.put("x", x);
                    record.put("y", y);
                    record.put("wkb", ByteBuffer.wrap(new byte[] {1, 2}));
                    return new Pair(record, "{\"x\":" + x + ",\"y\":" + y + ",\"wkb\":\"AQI=\",\"srid\":null}");
                }));
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ascii().ofMaxLength(12),
                Arbitraries.of("Zoë", "€ 😀", "a\"b\\c\n", "", "__debezium_unavailable_value"));
    }

    static String quote(String text) {
        return dev.afterimage.cdc.event.RowImages.quote(text);
    }

    private static String base64(byte[] value) {
        return '"' + Base64.getEncoder().encodeToString(value) + '"';
    }

    private static <T> String json(List<T> list, Function<T, String> element) {
        return list.stream().map(element).collect(Collectors.joining(",", "[", "]"));
    }
}
