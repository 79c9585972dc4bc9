package dev.afterimage.cdc.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.type.ConnectSchema.Kind;
import io.debezium.time.Interval;
import io.debezium.time.IsoDate;
import io.debezium.time.IsoTime;
import io.debezium.time.IsoTimestamp;
import io.debezium.time.MicroTime;
import io.debezium.time.MicroTimestamp;
import io.debezium.time.NanoTimestamp;
import io.debezium.time.StructuredDuration;
import io.debezium.time.StructuredTimestamp;
import io.debezium.time.StructuredZonedTimestamp;
import io.debezium.time.ZonedTimestamp;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** What we write of numbers equals what Debezium prints of the same value in its text modes, so that all wire forms agree. */
class DebeziumTextPropertyTest {
    private static final long FIRST_SECOND = -210_866_803_200L;
    private static final long LAST_SECOND = 9_223_371_331_199L;

    private final LogicalTypes types = new LogicalTypes(new Placeholder(Placeholder.DEFAULT));

    @Property
    void writesDatesAsIsoDateDoes(@ForAll @IntRange(min = -2_440_588, max = 2_145_042_905) int day)
            throws EventFailure {
        assertThat(number(Kind.INT32, io.debezium.time.Date.SCHEMA_NAME, day))
                .isEqualTo(IsoDate.toIsoString(LocalDate.ofEpochDay(day), null));
    }

    @Property
    void writesTimesAsIsoTimeDoes(@ForAll @LongRange(min = 0, max = 86_399_999_999L) long micros) throws EventFailure {
        assertThat(number(Kind.INT64, MicroTime.SCHEMA_NAME, micros))
                .isEqualTo(IsoTime.toIsoString(Duration.ofNanos(micros * 1000), false));
    }

    @Property
    void writesMicrosecondsAsIsoTimestampDoes(
            @ForAll @LongRange(min = FIRST_SECOND, max = LAST_SECOND) long second,
            @ForAll @IntRange(max = 999_999) int micro)
            throws EventFailure {
        LocalDateTime value = LocalDateTime.ofEpochSecond(second, micro * 1000, ZoneOffset.UTC);
        assertThat(number(Kind.INT64, MicroTimestamp.SCHEMA_NAME, MicroTimestamp.toEpochMicros(value, null)))
                .isEqualTo(IsoTimestamp.toIsoString(value, null));
        assertThat(assembled(StructuredTimestamp.toStructuredTimestamp(StructuredTimestamp.schema(), value, null, 6)))
                .isEqualTo(IsoTimestamp.toIsoString(value, null));
    }

    @Property
    void writesMillisecondsAndNanosecondsAsIsoTimestampDoes(
            @ForAll @IntRange int second, @ForAll @IntRange(max = 999_999_999) int nano) throws EventFailure {
        LocalDateTime fine = LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC);
        assertThat(number(Kind.INT64, NanoTimestamp.SCHEMA_NAME, NanoTimestamp.toEpochNanos(fine, null)))
                .isEqualTo(IsoTimestamp.toIsoString(fine, null));
        LocalDateTime coarse = LocalDateTime.ofEpochSecond(second, nano / 1_000_000 * 1_000_000, ZoneOffset.UTC);
        assertThat(number(
                        Kind.INT64,
                        io.debezium.time.Timestamp.SCHEMA_NAME,
                        io.debezium.time.Timestamp.toEpochMillis(coarse, null)))
                .isEqualTo(IsoTimestamp.toIsoString(coarse, null));
    }

    @Property
    void writesStructuredInstantsAsZonedTimestampDoes(
            @ForAll @LongRange(min = FIRST_SECOND, max = LAST_SECOND) long second,
            @ForAll @IntRange(max = 999_999) int micro,
            @ForAll @IntRange(max = 6) int precision)
            throws EventFailure {
        long unit = BigInteger.TEN.pow(9 - precision).longValueExact();
        long nanos = micro * 1000L / unit * unit;
        OffsetDateTime value = Instant.ofEpochSecond(second, nanos).atOffset(ZoneOffset.UTC);
        assertThat(assembled(StructuredZonedTimestamp.from(StructuredZonedTimestamp.schema(), value, null, precision)))
                .isEqualTo(ZonedTimestamp.toIsoString(value.toZonedDateTime(), ZoneOffset.UTC, null, precision));
    }

    @Property
    void writesStructuredDurationsAsIntervalDoes(
            @ForAll int years,
            @ForAll int days,
            @ForAll @IntRange(min = -59, max = 59) int seconds,
            @ForAll @IntRange(max = 999_999) int micros)
            throws EventFailure {
        int sign = seconds < 0 ? -1 : 1;
        BigDecimal fraction = BigDecimal.valueOf(seconds).add(BigDecimal.valueOf(sign * (long) micros, 6));
        assertThat(assembled(StructuredDuration.from(
                        StructuredDuration.schema(), years, 2, days, 3, 4, seconds, sign * micros * 1000)))
                .isEqualTo(Interval.toIsoString(years, 2, days, 3, 4, fraction));
    }

    @Property
    void writesDecimalsAsTheStringModeDoes(@ForAll BigInteger unscaled, @ForAll @IntRange(max = 40) int scale)
            throws EventFailure {
        byte[] bytes = unscaled.toByteArray();
        ScalarWriter writer =
                scalar(Kind.BYTES, "org.apache.kafka.connect.data.Decimal", Map.of("scale", Integer.toString(scale)));
        JsonBytes out = new JsonBytes(16);
        writer.bytes(out, bytes, 0, bytes.length);
        String expected = new BigDecimal(unscaled, scale).toPlainString();
        assertThat(text(out)).isEqualTo(expected);
        out.clear();
        byte[] digits = expected.getBytes(StandardCharsets.US_ASCII);
        writer.digits(out, digits, 0, digits.length, scale == 0);
        assertThat(text(out)).isEqualTo(expected);
    }

    private String number(Kind kind, String name, long value) throws EventFailure {
        JsonBytes out = new JsonBytes(16);
        scalar(kind, name, Map.of()).number(out, value);
        return text(out);
    }

    private ScalarWriter scalar(Kind kind, String name, Map<String, String> parameters) {
        return (ScalarWriter) types.writer("c", ConnectSchema.scalar(kind, name, parameters, true));
    }

    private String assembled(Struct struct) throws EventFailure {
        List<ConnectSchema.Field> fields = new ArrayList<>();
        List<@Nullable Object> parts = new ArrayList<>();
        for (Field field : struct.schema().fields()) {
            Kind kind = field.schema().type() == Schema.Type.STRING ? Kind.STRING : Kind.INT64;
            fields.add(new ConnectSchema.Field(field.name(), ConnectSchema.scalar(kind, null, Map.of(), true)));
            Object value = struct.get(field);
            parts.add(value instanceof Number number ? (Object) number.longValue() : value);
        }
        AssembledWriter writer = (AssembledWriter)
                types.writer("c", ConnectSchema.struct(struct.schema().name(), fields, true));
        JsonBytes out = new JsonBytes(16);
        writer.assemble(out, parts.toArray());
        return text(out);
    }

    private static String text(JsonBytes out) {
        return new String(out.array(), 1, out.length() - 2, StandardCharsets.UTF_8);
    }
}
