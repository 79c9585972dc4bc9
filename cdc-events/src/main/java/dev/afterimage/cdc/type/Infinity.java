package dev.afterimage.cdc.type;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Recognises what Debezium makes of PostgreSQL's infinite dates and timestamps, so that none becomes the year 292278994.
 *
 * <p>Measured on 3.6.1.Final and 3.7.0.Final against PostgreSQL 18.4; snapshots, streams, arrays and versions differ:
 *
 * <ul>
 *   <li>{@code timestamp}: ±9223372036825200000 or so, or the largest and smallest long, in micro- or milliseconds; as texts
 *       {@code +292278994-08-16T23:00:00Z}, {@code -292275055-05-16T23:00:00Z}, {@code +294247-01-10T04:00:25.2Z},
 *       {@code -290308-12-21T19:59:27.6Z}.
 *   <li>{@code date}: streamed, day 2146033979 or (3.6.1) -2147472692 for infinity and -2147472691 for -infinity, as texts
 *       {@code +5877611-06-21Z}, {@code -5877611-06-21Z}, {@code -5877611-06-22Z}; in snapshots and arrays, day -622191234 and
 *       -625821272, as texts of the years 292278994 and 292269055, give or take a day by the connector's time zone.
 * </ul>
 *
 * None of the dates is one that a source can store; the timestamps are, to the microsecond, and no more likely than any other.
 */
final class Infinity {
    static final String POSITIVE = "infinity";
    static final String NEGATIVE = "-infinity";

    private static final long POSITIVE_MILLIS = 9_223_372_036_825_200_000L;
    private static final long NEGATIVE_MILLIS = -9_223_372_036_832_400_000L;
    private static final long POSITIVE_SNAPSHOT_DAY = -622_191_234L;
    private static final long NEGATIVE_SNAPSHOT_DAY = -625_821_272L;
    private static final int SHORTEST = 15;
    private static final int LONGEST = 26;
    private static final byte[][] POSITIVE_TEXTS = ascii(
            "+292278994-08-16T23:00:00Z",
            "+294247-01-10T04:00:25.2Z",
            "+5877611-06-21Z",
            "-5877611-06-21Z",
            "+292278994-08-16Z",
            "+292278994-08-17Z");
    private static final byte[][] NEGATIVE_TEXTS = ascii(
            "-292275055-05-16T23:00:00Z",
            "-290308-12-21T19:59:27.6Z",
            "-5877611-06-22Z",
            "+292269055-12-01Z",
            "+292269055-12-02Z",
            "+292269055-12-03Z");

    private Infinity() {}

    /** The infinity that an epoch number of any unit stands for, or null. */
    static @Nullable String ofEpoch(long value) {
        if (value == Long.MAX_VALUE || value == POSITIVE_MILLIS) {
            return POSITIVE;
        }
        return value == Long.MIN_VALUE || value == NEGATIVE_MILLIS ? NEGATIVE : null;
    }

    static @Nullable String ofEpochDay(long day) {
        if (day == 2_146_033_979L || day == -2_147_472_692L || Math.abs(day - POSITIVE_SNAPSHOT_DAY) <= 1) {
            return POSITIVE;
        }
        return day == -2_147_472_691L || Math.abs(day - NEGATIVE_SNAPSHOT_DAY) <= 1 ? NEGATIVE : null;
    }

    /** The infinity that an ISO text stands for, or null. */
    static @Nullable String ofText(byte[] utf8, int from, int to) {
        int length = to - from;
        if (length < SHORTEST || length > LONGEST || utf8[from] != '+' && utf8[from] != '-') {
            return null;
        }
        return among(POSITIVE_TEXTS, utf8, from, to)
                ? POSITIVE
                : among(NEGATIVE_TEXTS, utf8, from, to) ? NEGATIVE : null;
    }

    private static boolean among(byte[][] texts, byte[] utf8, int from, int to) {
        for (byte[] text : texts) {
            if (Arrays.equals(utf8, from, to, text, 0, text.length)) {
                return true;
            }
        }
        return false;
    }

    private static byte[][] ascii(String... texts) {
        byte[][] bytes = new byte[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            bytes[i] = texts[i].getBytes(StandardCharsets.US_ASCII);
        }
        return bytes;
    }
}
