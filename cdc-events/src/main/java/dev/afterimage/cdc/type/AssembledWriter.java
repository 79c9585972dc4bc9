package dev.afterimage.cdc.type;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one value out of a struct's fields: a decimal that carries its own scale, or a date or time in parts
 * ({@code time.precision.mode=structured}).
 *
 * <p>The decoder reads the fields into an array in the schema's order: {@link Long} for integers, {@code byte[]} for bytes,
 * {@link String} for texts, null for null.
 */
public final class AssembledWriter implements ValueWriter {
    /** What is assembled. */
    enum What {
        DECIMAL,
        DATE,
        TIME,
        TIMESTAMP,
        ZONED_TIME,
        ZONED_TIMESTAMP,
        DURATION
    }

    /** No struct that is assembled has more. */
    static final int MAX_FIELDS = 16;

    private final String label;
    private final What what;
    private final ColumnType type;
    private final List<ConnectSchema.Field> fields;

    AssembledWriter(String label, What what, ColumnType type, List<ConnectSchema.Field> fields) {
        this.label = label;
        this.what = what;
        this.type = type;
        this.fields = fields;
    }

    @Override
    public ColumnType type() {
        return type;
    }

    /** The struct's fields in the schema's order. */
    public List<ConnectSchema.Field> fields() {
        return fields;
    }

    /** Writes the value; {@code parts} is as long as {@link #fields()}. */
    public void assemble(JsonBytes out, @Nullable Object[] parts) throws EventFailure {
        if (what == What.DECIMAL) {
            decimal(out, parts);
            return;
        }
        out.put('"');
        if (part(parts, "specialValue") instanceof String special) {
            out.ascii(infinity(special));
        } else {
            switch (what) {
                case DECIMAL -> throw new IllegalStateException("written above");
                case DATE -> date(out, parts);
                case TIME -> {
                    time(out, parts, 0);
                    out.put('Z');
                }
                case TIMESTAMP -> {
                    timestamp(out, parts, 0);
                    out.put('Z');
                }
                case ZONED_TIME -> {
                    time(out, parts, 0);
                    offset(out, number(parts, "offsetSeconds"));
                }
                case ZONED_TIMESTAMP -> {
                    timestamp(out, parts, number(parts, "precision", 0));
                    offset(out, number(parts, "offsetSeconds"));
                }
                case DURATION -> duration(out, parts);
            }
        }
        out.put('"');
    }

    private void decimal(JsonBytes out, @Nullable Object[] parts) throws EventFailure {
        long scale = number(parts, "scale");
        if (Math.abs(scale) > DecimalText.MAX_SCALE) {
            throw new EventFailure(
                    FailureCategory.VALUE_UNSUPPORTED, label + ": a scale of more than " + DecimalText.MAX_SCALE);
        }
        if (!(part(parts, "value") instanceof byte[] unscaled) || unscaled.length == 0) {
            throw missing("value");
        }
        out.put('"');
        DecimalText.write(out, unscaled, 0, unscaled.length, (int) scale);
        out.put('"');
    }

    private String infinity(String special) throws EventFailure {
        return switch (special) {
            case "POSITIVE_INFINITY" -> Infinity.POSITIVE;
            case "NEGATIVE_INFINITY" -> Infinity.NEGATIVE;
            default ->
                throw new EventFailure(FailureCategory.VALUE_UNSUPPORTED, label + ": a special value not known here");
        };
    }

    private void date(JsonBytes out, @Nullable Object[] parts) throws EventFailure {
        localDate(out, parts);
        out.put('Z');
    }

    private void localDate(JsonBytes out, @Nullable Object[] parts) throws EventFailure {
        long year = bounded(parts, "year", -999_999_999, 999_999_999);
        if (year < 0) {
            out.put('-');
        } else if (year > 9999) {
            out.put('+');
        }
        out.digits(Math.abs(year), 4);
        out.put('-');
        out.digits(bounded(parts, "month", 1, 12), 2);
        out.put('-');
        out.digits(bounded(parts, "day", 1, 31), 2);
    }

    private void time(JsonBytes out, @Nullable Object[] parts, long precision) throws EventFailure {
        out.digits(bounded(parts, "hour", 0, 24), 2);
        out.put(':');
        out.digits(bounded(parts, "minute", 0, 59), 2);
        out.put(':');
        out.digits(bounded(parts, "second", 0, 60), 2);
        long nanos = bounded(parts, "nanos", 0, TemporalText.NANOS_PER_SECOND - 1);
        if (precision < 1 || precision > 9) {
            TemporalText.fraction(out, nanos);
            return;
        }
        out.put('.');
        long rest = nanos;
        for (long i = precision; i < 9; i++) {
            rest /= 10;
        }
        out.digits(rest, (int) precision);
    }

    private void timestamp(JsonBytes out, @Nullable Object[] parts, long precision) throws EventFailure {
        localDate(out, parts);
        out.put('T');
        time(out, parts, precision);
    }

    private static void offset(JsonBytes out, long seconds) {
        if (seconds == 0) {
            out.put('Z');
            return;
        }
        out.put(seconds < 0 ? '-' : '+');
        long rest = Math.abs(seconds);
        out.digits(rest / 3600, 2);
        out.put(':');
        out.digits(rest / 60 % 60, 2);
        if (rest % 60 != 0) {
            out.put(':');
            out.digits(rest % 60, 2);
        }
    }

    private void duration(JsonBytes out, @Nullable Object[] parts) throws EventFailure {
        part(out, 'P', parts, "years", 'Y');
        part(out, 0, parts, "months", 'M');
        part(out, 0, parts, "days", 'D');
        part(out, 'T', parts, "hours", 'H');
        part(out, 0, parts, "minutes", 'M');
        long seconds = number(parts, "seconds");
        long nanos = number(parts, "nanos");
        if (seconds == 0 && nanos < 0) {
            out.put('-');
        }
        out.number(seconds);
        TemporalText.fraction(out, Math.abs(nanos));
        out.put('S');
    }

    private void part(JsonBytes out, int before, @Nullable Object[] parts, String field, int after)
            throws EventFailure {
        if (before != 0) {
            out.put(before);
        }
        out.number(number(parts, field));
        out.put(after);
    }

    private long bounded(@Nullable Object[] parts, String field, long min, long max) throws EventFailure {
        long value = number(parts, field);
        if (value < min || value > max) {
            throw new EventFailure(FailureCategory.MALFORMED, label + ": " + field + " is out of its range");
        }
        return value;
    }

    private long number(@Nullable Object[] parts, String field) throws EventFailure {
        if (part(parts, field) instanceof Long value) {
            return value;
        }
        throw missing(field);
    }

    private long number(@Nullable Object[] parts, String field, long otherwise) {
        return part(parts, field) instanceof Long value ? value : otherwise;
    }

    private @Nullable Object part(@Nullable Object[] parts, String field) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(field)) {
                return parts[i];
            }
        }
        return null;
    }

    private EventFailure missing(String field) {
        return new EventFailure(FailureCategory.MALFORMED, label + ": its " + field + " is missing");
    }
}
