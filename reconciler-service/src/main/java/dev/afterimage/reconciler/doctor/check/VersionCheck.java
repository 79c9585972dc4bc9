package dev.afterimage.reconciler.doctor.check;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Has the installed Debezium known losses? Pure. */
public final class VersionCheck {
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?.*");
    private static final int COUNTS_ANEW = number(3, 6, 1);
    private static final int LOSES_ROWS = number(3, 7, 0);

    private VersionCheck() {}

    /**
     * @param plugins versions by connector class
     * @param classes the connector classes that are in use
     */
    public static List<Finding> of(Map<String, String> plugins, List<String> classes) {
        return classes.stream()
                .distinct()
                .filter(name -> name.startsWith("io.debezium."))
                .flatMap(name -> of(name, plugins.getOrDefault(name, "")).stream())
                .toList();
    }

    private static List<Finding> of(String name, String version) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            return List.of(finding(
                    Severity.UNKNOWN,
                    name,
                    "its version is not told: " + (version.isEmpty() ? "none" : version),
                    "look which version is installed; 3.7.0 or later is best"));
        }
        int number = number(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3)));
        if (number < COUNTS_ANEW) {
            return List.of(finding(
                    Severity.WARNING,
                    name,
                    "Debezium " + version
                            + " counts a transaction anew after a restart in its middle (dbz#633): versions within it may tie, and it is never complete",
                    "use 3.6.1 or later"));
        }
        return number < LOSES_ROWS && name.contains("postgresql")
                ? List.of(finding(
                        Severity.ADVICE,
                        name,
                        "Debezium " + version
                                + " can lose rows at a restart where several share a log position (dbz#1554); only a reconciliation finds them",
                        "use 3.7.0 or later"))
                : List.of();
    }

    private static int number(int major, int minor, int patch) {
        return (major * 1_000 + minor) * 1_000 + patch;
    }

    private static Finding finding(Severity severity, String name, String what, String remedy) {
        return new Finding(severity, "connector", name.substring(name.lastIndexOf('.') + 1), what, remedy);
    }
}
