package dev.afterimage.cdc.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.type.ConnectSchema.Field;
import dev.afterimage.cdc.type.ConnectSchema.Kind;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogicalTypesTest {
    private final LogicalTypes types = new LogicalTypes(new Placeholder(Placeholder.DEFAULT));
    private final JsonBytes out = new JsonBytes(8);

    @ParameterizedTest
    @CsvSource({
        "io.debezium.time.Date, 20777, 2026-11-20Z",
        "io.debezium.time.Date, -735525, -0044-03-15Z",
        "io.debezium.time.Date, 3672952, +12026-03-15Z",
        "io.debezium.time.Date, 2146033979, infinity",
        "io.debezium.time.Date, -2147472691, -infinity",
        "io.debezium.time.Date, -2147472692, infinity",
        "io.debezium.time.Date, -622191234, infinity",
        "io.debezium.time.Date, -625821272, -infinity",
        "org.apache.kafka.connect.data.Date, 0, 1970-01-01Z",
        "io.debezium.time.Time, 43200000, 12:00:00Z",
        "org.apache.kafka.connect.data.Time, 1, 00:00:00.001Z",
        "io.debezium.time.MicroTime, 86399123456, 23:59:59.123456Z",
        "io.debezium.time.MicroTime, 86400000000, 24:00:00Z",
        "io.debezium.time.MicroTime, -3020399000000, -838:59:59Z",
        "io.debezium.time.NanoTime, 1, 00:00:00.000000001Z",
        "io.debezium.time.Timestamp, 1795199227539, 2026-11-20T18:27:07.539Z",
        "org.apache.kafka.connect.data.Timestamp, -1, 1969-12-31T23:59:59.999Z",
        "io.debezium.time.MicroTimestamp, 1795199227500000, 2026-11-20T18:27:07.5Z",
        "io.debezium.time.MicroTimestamp, -1, 1969-12-31T23:59:59.999999Z",
        "io.debezium.time.MicroTimestamp, 9223372036825200000, infinity",
        "io.debezium.time.MicroTimestamp, -9223372036832400000, -infinity",
        "io.debezium.time.MicroTimestamp, 9223372036854775807, infinity",
        "io.debezium.time.NanoTimestamp, 1795199227539359001, 2026-11-20T18:27:07.539359001Z",
    })
    void shouldWriteTemporalNumbersAsTheIsostringModePrintsThem(String name, long value, String expected)
            throws Exception {
        scalar(Kind.INT64, name, Map.of()).number(out, value);
        assertThat(written()).isEqualTo('"' + expected + '"');
    }

    @ParameterizedTest
    @CsvSource({
        "2, 150, 1.50",
        "2, -5, -0.05",
        "0, 0, 0",
        "10, 1, 0.0000000001",
        "18, -9223372036854775808, -9.223372036854775808",
        "3, 123456789012345678901234567890, 123456789012345678901234567.890",
        "20, 1, 0.00000000000000000001",
        "-3, 15, 15000",
    })
    void shouldWriteDecimalsWithAllDigitsOfTheirScale(int scale, BigInteger unscaled, String expected)
            throws Exception {
        byte[] bytes = unscaled.toByteArray();
        scalar(Kind.BYTES, "org.apache.kafka.connect.data.Decimal", Map.of("scale", Integer.toString(scale)))
                .bytes(out, bytes, 0, bytes.length);
        assertThat(written()).isEqualTo('"' + expected + '"');
    }

    @ParameterizedTest
    @CsvSource({
        "+292278994-08-16T23:00:00Z, infinity",
        "-292275055-05-16T23:00:00Z, -infinity",
        "+294247-01-10T04:00:25.2Z, infinity",
        "-290308-12-21T19:59:27.6Z, -infinity",
        "+5877611-06-21Z, infinity",
        "-5877611-06-22Z, -infinity",
        "+292278994-08-16Z, infinity",
        "+292269055-12-02Z, -infinity",
        "infinity, infinity",
        "2026-11-20T17:27:07.539300Z, 2026-11-20T17:27:07.539300Z",
    })
    void shouldRecogniseInfinityInTexts(String text, String expected) throws Exception {
        text(scalar(Kind.STRING, "io.debezium.time.IsoTimestamp", Map.of()), text);
        assertThat(written()).isEqualTo('"' + expected + '"');
        out.clear();
        text((ScalarWriter) types.untyped("c", null), text);
        assertThat(written()).isEqualTo('"' + expected + '"');
        out.clear();
        text((ScalarWriter) types.untyped("c", new ColumnType.Text()), text);
        assertThat(written()).as("declared as text").isEqualTo('"' + text + '"');
    }

    @Test
    void shouldTakeTheScaleOfAVariableScaleDecimalFromTheValue() throws Exception {
        AssembledWriter writer = (AssembledWriter) types.writer(
                "price",
                ConnectSchema.struct(
                        "io.debezium.data.VariableScaleDecimal",
                        List.of(
                                new Field("scale", ConnectSchema.scalar(Kind.INT32, null, Map.of(), false)),
                                new Field("value", ConnectSchema.scalar(Kind.BYTES, null, Map.of(), false))),
                        true));
        writer.assemble(out, new Object[] {2L, new byte[] {125}});
        assertThat(written()).isEqualTo("\"1.25\"");
        EventFailure failure = catchThrowableOfType(
                EventFailure.class, () -> writer.assemble(out, new Object[] {2_000_000_000L, new byte[] {1}}));
        assertThat(failure.category()).isEqualTo(FailureCategory.VALUE_UNSUPPORTED);
        assertThat(failure).hasMessageContaining("column price").hasMessageContaining("VariableScaleDecimal");
    }

    @Test
    void shouldEmbedJsonOnOneLineAndKeepItOtherwise() throws Exception {
        text(scalar(Kind.STRING, "io.debezium.data.Json", Map.of()), "{\n \"a\": [1.50, \"\\n é\"]\r\n}");
        assertThat(written()).isEqualTo("{  \"a\": [1.50, \"\\n é\"]  }");
    }

    @Test
    void shouldRefuseAColumnThatIsNotOneJsonValue() {
        ScalarWriter json = scalar(Kind.STRING, "io.debezium.data.Json", Map.of());
        for (String wrong : List.of("", "{", "1 2", "[1,]", "nul", "{\"a\":1}}", "[".repeat(10_000))) {
            EventFailure failure = catchThrowableOfType(EventFailure.class, () -> text(json, wrong));
            assertThat(failure.category()).isEqualTo(FailureCategory.VALUE_UNSUPPORTED);
            assertThat(failure).hasMessageContaining("column c (io.debezium.data.Json)");
        }
    }

    @Test
    void shouldEscapeTextAsJsonDemandsAndNoMore() throws Exception {
        text(scalar(Kind.STRING, null, Map.of()), "a\"\\/\n\u0001é\uD83D\uDE00");
        assertThat(written()).isEqualTo("\"a\\\"\\\\/\\n\\u0001é\uD83D\uDE00\"");
    }

    @Test
    void shouldRefuseIntegersThatTheirTypeCannotHold() {
        ScalarWriter small = scalar(Kind.INT16, null, Map.of());
        assertThat(catchThrowableOfType(EventFailure.class, () -> small.number(out, 32768)))
                .extracting(EventFailure::category)
                .isEqualTo(FailureCategory.MALFORMED);
    }

    private ScalarWriter scalar(Kind kind, @Nullable String name, Map<String, String> parameters) {
        return (ScalarWriter) types.writer("c", ConnectSchema.scalar(kind, name, parameters, true));
    }

    private void text(ScalarWriter writer, String text) throws EventFailure {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        writer.text(out, utf8, 0, utf8.length);
    }

    private String written() {
        return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
    }
}
