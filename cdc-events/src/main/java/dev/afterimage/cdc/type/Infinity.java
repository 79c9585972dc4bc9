package dev.afterimage.cdc.type;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Recognises what Debezium makes of PostgreSQL's infinite dates and timestamps, so that none becomes the year 292278994.
 *
 * <p>Measured on 3.7.0.Final: {@code timestamp} 'infinity' is the largest long in microseconds and nanoseconds, 9223372036825200000 in
 * milliseconds and {@code +292278994-08-16T23:00:00Z} as a text; {@code date} 'infinity' is day 2146033979 or {@code +5877611-06-21Z}.
 * All of them are beyond what a source can store.
 */
final class Infinity {
    static final String POSITIVE = "infinity";
    static final String NEGATIVE = "-infinity";

    private static final long POSITIVE_MILLIS = 9_223_372_036_825_200_000L;
    private static final long NEGATIVE_MILLIS = -9_223_372_036_832_400_000L;
    private static final long POSITIVE_DAY = 2_146_033_979L;
    private static final long NEGATIVE_DAY = -2_147_472_691L;
    private static final byte[] POSITIVE_TIMESTAMP = ascii("+292278994-08-16T23:00:00Z");
    private static final byte[] NEGATIVE_TIMESTAMP = ascii("-292275055-05-16T23:00:00Z");
    private static final byte[] POSITIVE_DATE = ascii("+5877611-06-21Z");
    private static final byte[] NEGATIVE_DATE = ascii("-5877611-06-22Z");

    private Infinity() {}

    /** The infinity that an epoch number of any unit stands for, or null. */
    static @Nullable String ofEpoch(long value) {
        if (value == Long.MAX_VALUE || value == POSITIVE_MILLIS) {
            return POSITIVE;
        }
        return value == Long.MIN_VALUE || value == NEGATIVE_MILLIS ? NEGATIVE : null;
    }

    static @Nullable String ofEpochDay(long day) {
        if (day == POSITIVE_DAY) {
            return POSITIVE;
        }
        return day == NEGATIVE_DAY ? NEGATIVE : null;
    }

    /** The infinity that an ISO text stands for, or null. */
    static @Nullable String ofText(byte[] utf8, int from, int to) {
        int length = to - from;
        if (length == POSITIVE_DATE.length) {
            return same(utf8, from, POSITIVE_DATE) ? POSITIVE : same(utf8, from, NEGATIVE_DATE) ? NEGATIVE : null;
        }
        if (length == POSITIVE_TIMESTAMP.length) {
            return same(utf8, from, POSITIVE_TIMESTAMP)
                    ? POSITIVE
                    : same(utf8, from, NEGATIVE_TIMESTAMP) ? NEGATIVE : null;
        }
        return null;
    }

    private static boolean same(byte[] utf8, int from, byte[] sentinel) {
        return Arrays.equals(utf8, from, from + sentinel.length, sentinel, 0, sentinel.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
