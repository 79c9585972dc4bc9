package dev.afterimage.localstack.proof;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates and times as documents hold them, from what PostgreSQL prints with {@code DateStyle ISO} in UTC: a {@code T} between date and time, a {@code Z} at the end,
 * a sign before years of more than four digits, years before Christ counted from zero, and infinity as it is.
 */
final class IsoTime {
    private static final Pattern PRINTED = Pattern.compile(
            "(?:(?<year>\\d{4,})(?<day>-\\d\\d-\\d\\d))?(?: )?(?<time>\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?)?(?:\\+00)?(?<bc> BC)?");

    private IsoTime() {}

    static String of(String printed) {
        if (printed.equals("infinity") || printed.equals("-infinity")) {
            return printed;
        }
        Matcher parts = PRINTED.matcher(printed);
        if (!parts.matches()) {
            throw new IllegalArgumentException("PostgreSQL printed a date or time that is not known here: " + printed);
        }
        StringBuilder iso = new StringBuilder();
        if (parts.group("year") != null) {
            iso.append(year(Integer.parseInt(parts.group("year")), parts.group("bc") != null))
                    .append(parts.group("day"));
        }
        if (parts.group("time") != null) {
            iso.append(iso.isEmpty() ? "" : "T").append(parts.group("time"));
        }
        return iso.append('Z').toString();
    }

    private static String year(int printed, boolean beforeChrist) {
        int year = beforeChrist ? 1 - printed : printed;
        String sign = year < 0 ? "-" : year > 9999 ? "+" : "";
        return sign + String.format("%04d", Math.abs(year));
    }
}
