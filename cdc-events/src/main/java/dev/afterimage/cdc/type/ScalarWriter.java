package dev.afterimage.cdc.type;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Writes a value that comes as one primitive.
 *
 * <p>A decoder calls the method of the primitive that it read; a primitive that the type does not have is a malformed event. Nothing is
 * boxed on the way. Immutable.
 */
public abstract sealed class ScalarWriter implements ValueWriter
        permits BoolWriter,
                BytesWriter,
                DecimalWriter,
                EpochDateWriter,
                EpochTimestampWriter,
                IntWriter,
                IsoTextWriter,
                JsonColumnWriter,
                RealWriter,
                TextWriter,
                TimeOfDayWriter,
                UntypedWriter {
    private final String label;
    private final ColumnType type;

    ScalarWriter(String label, ColumnType type) {
        this.label = label;
        this.type = type;
    }

    @Override
    public final ColumnType type() {
        return type;
    }

    /** Whether this text, which needs no escapes, is in quotation marks already the value's exact JSON, so that it may be copied. */
    public boolean copies(byte[] utf8, int from, int to) {
        return false;
    }

    /** Whether the type's values are bytes, which JSON carries as Base64. */
    public boolean binary() {
        return false;
    }

    /** Whether a JSON object or array may stand for a value, to be written as it stands. */
    public boolean takesAnyJson() {
        return false;
    }

    public void number(JsonBytes out, long value) throws EventFailure {
        throw mismatch("an integer");
    }

    public void number(JsonBytes out, double value) throws EventFailure {
        throw mismatch("a double");
    }

    public void number(JsonBytes out, float value) throws EventFailure {
        throw mismatch("a float");
    }

    public void bool(JsonBytes out, boolean value) throws EventFailure {
        throw mismatch("a boolean");
    }

    /** Writes a text that came as UTF-8, not escaped and not yet checked. */
    public void text(JsonBytes out, byte[] utf8, int from, int to) throws EventFailure {
        throw mismatch("a text");
    }

    public void bytes(JsonBytes out, byte[] source, int from, int to) throws EventFailure {
        throw mismatch("bytes");
    }

    /** Writes bytes that came as the Base64 of JSON. */
    public void base64(JsonBytes out, byte[] ascii, int from, int to) throws EventFailure {
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(new String(ascii, from, to - from, StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException notBase64) {
            throw mismatch("a text that is no Base64");
        }
        bytes(out, decoded, 0, decoded.length);
    }

    /**
     * Writes a number that came as checked JSON digits.
     *
     * @param integral whether it has neither fraction nor exponent
     */
    public void digits(JsonBytes out, byte[] json, int from, int to, boolean integral) throws EventFailure {
        if (!integral) {
            throw mismatch("a number with a fraction");
        }
        number(out, parseLong(json, from, to));
    }

    final long parseLong(byte[] json, int from, int to) throws EventFailure {
        boolean negative = json[from] == '-';
        long value = 0;
        for (int i = negative ? from + 1 : from; i < to; i++) {
            int digit = json[i] - '0';
            if (value < (Long.MIN_VALUE + digit) / 10) {
                throw mismatch("an integer of more than 64 bits");
            }
            value = value * 10 - digit;
        }
        if (!negative && value == Long.MIN_VALUE) {
            throw mismatch("an integer of more than 64 bits");
        }
        return negative ? value : -value;
    }

    final EventFailure mismatch(String what) {
        return new EventFailure(FailureCategory.MALFORMED, label + ": the value is " + what);
    }

    final EventFailure unsupported(String why) {
        return new EventFailure(FailureCategory.VALUE_UNSUPPORTED, label + ": " + why);
    }
}
