package dev.afterimage.reconciler.watch.judge;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Figures as people read them. */
public final class Words {
    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB"};
    private static final int LINE = 300;
    private static final String CAUSE = "Caused by: ";
    /** What follows such a word, and what stands before the host of an address. */
    private static final Pattern SECRET = Pattern.compile(
            "(?i)((?:password|passwd|pwd|secret|token|credentials?|api[-_.]?key|authorization)[\\w.]*[\"']?\\s*[=:]\\s*(?:basic |bearer )?)[^\\s,;&]+|(?<=://)[^\\s/@]*@");

    private Words() {}

    public static String bytes(double bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0
                ? String.format(Locale.ROOT, "%.0f bytes", value)
                : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    public static String time(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7_200) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800 ? seconds / 3_600 + " h" : seconds / 86_400 + " days";
    }

    /** The first line of what somebody else wrote, shortened, without control characters and without what looks like a password. */
    public static String firstLine(String text) {
        String line = withoutSecrets(text.lines().findFirst().orElse(""))
                .replaceAll("\\p{Cntrl}", " ")
                .strip();
        return line.length() <= LINE ? line : line.substring(0, LINE) + "…";
    }

    /** What a trace says in short: its first line, and the cause that all others come from. */
    public static String summary(String trace) {
        String cause = trace.lines()
                .filter(line -> line.startsWith(CAUSE))
                .reduce((one, later) -> later)
                .map(line -> ", caused by " + firstLine(line.substring(CAUSE.length())))
                .orElse("");
        return firstLine(trace) + cause;
    }

    private static String withoutSecrets(String line) {
        return SECRET.matcher(line)
                .replaceAll(
                        found -> found.group(1) == null ? "***@" : Matcher.quoteReplacement(found.group(1)) + "***");
    }
}
