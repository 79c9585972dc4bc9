package dev.afterimage.cdc.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Exact decimals as plain digits, as PostgreSQL prints them: all digits of the scale, no exponent. */
final class DecimalText {
    /** PostgreSQL's largest scale; a larger one is not written out, lest a few bytes become gigabytes of zeros. */
    static final int MAX_SCALE = 16_383;

    private DecimalText() {}

    /** Writes the big-endian two's complement number, divided by 10 to the power of {@code scale}, without quotation marks. */
    static void write(JsonBytes out, byte[] unscaled, int from, int to, int scale) {
        int size = to - from;
        if (size == 0 || size > Long.BYTES) {
            BigInteger value = size == 0 ? BigInteger.ZERO : new BigInteger(unscaled, from, size);
            out.ascii(new BigDecimal(value, scale).toPlainString());
            return;
        }
        long value = unscaled[from];
        for (int i = from + 1; i < to; i++) {
            value = value << 8 | unscaled[i] & 0xFF;
        }
        if (value == Long.MIN_VALUE || scale < 0 || scale > 18) {
            out.ascii(BigDecimal.valueOf(value, scale).toPlainString());
            return;
        }
        if (value < 0) {
            out.put('-');
            value = -value;
        }
        if (scale == 0) {
            out.digits(value, 1);
            return;
        }
        long power = powerOfTen(scale);
        out.digits(value / power, 1);
        out.put('.');
        out.digits(value % power, scale);
    }

    /** The number behind JSON digits, or null if its scale is beyond all sense. */
    static @Nullable BigDecimal parse(byte[] json, int from, int to) {
        BigDecimal value;
        try {
            value = new BigDecimal(new String(json, from, to - from, StandardCharsets.US_ASCII));
        } catch (NumberFormatException exponentOverflow) {
            return null;
        }
        return Math.abs((long) value.scale()) > MAX_SCALE ? null : value;
    }

    private static long powerOfTen(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
