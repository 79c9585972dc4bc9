package dev.afterimage.cdc.type;

import java.time.LocalDate;

/**
 * Dates and times as Debezium's {@code time.precision.mode=isostring} prints them: ISO 8601 with a {@code Z}, seconds always, no
 * trailing zeros in the fraction, years of more than four digits with a sign.
 */
final class TemporalText {
    static final long NANOS_PER_SECOND = 1_000_000_000L;
    static final long NANOS_PER_DAY = 86_400L * NANOS_PER_SECOND;

    private TemporalText() {}

    /** {@code 2026-11-20Z}. */
    static void date(JsonBytes out, long epochDay) {
        localDate(out, epochDay);
        out.put('Z');
    }

    /** {@code 18:27:07.539359Z}; {@code 24:00:00Z} is kept, and hours beyond it or a sign, which MySQL's TIME may have. */
    static void time(JsonBytes out, long nanos) {
        if (nanos < 0) {
            out.put('-');
        }
        localTime(out, Math.abs(nanos));
        out.put('Z');
    }

    /** {@code 2026-11-20T18:27:07.539359Z}. */
    static void timestamp(JsonBytes out, long epochDay, long nanoOfDay) {
        localDate(out, epochDay);
        out.put('T');
        localTime(out, nanoOfDay);
        out.put('Z');
    }

    static void localDate(JsonBytes out, long epochDay) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        int year = date.getYear();
        if (year < 0) {
            out.put('-');
        } else if (year > 9999) {
            out.put('+');
        }
        out.digits(Math.abs(year), 4);
        out.put('-');
        out.digits(date.getMonthValue(), 2);
        out.put('-');
        out.digits(date.getDayOfMonth(), 2);
    }

    static void localTime(JsonBytes out, long nanos) {
        long seconds = nanos / NANOS_PER_SECOND;
        out.digits(seconds / 3600, 2);
        out.put(':');
        out.digits(seconds / 60 % 60, 2);
        out.put(':');
        out.digits(seconds % 60, 2);
        fraction(out, nanos % NANOS_PER_SECOND);
    }

    static void fraction(JsonBytes out, long nanos) {
        if (nanos == 0) {
            return;
        }
        long rest = nanos;
        int width = 9;
        while (rest % 10 == 0) {
            rest /= 10;
            width--;
        }
        out.put('.');
        out.digits(rest, width);
    }
}
