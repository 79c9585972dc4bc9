package dev.afterimage.reconciler.doctor.check;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A table of the source.
 *
 * @param name as {@code schema.table}
 * @param identity how its REPLICA IDENTITY is set
 * @param key whether it has a primary key
 * @param toastable columns whose unchanged large values do not come with an update
 * @param publications those that it is in
 */
public record TableFacts(
        String name, Identity identity, boolean key, List<String> toastable, List<String> publications) {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    /** The settings of REPLICA IDENTITY. */
    public enum Identity {
        DEFAULT,
        FULL,
        INDEX,
        NOTHING
    }

    public TableFacts {
        toastable = List.copyOf(toastable);
        publications = List.copyOf(publications);
    }

    /** The name as the server takes it. */
    String sql() {
        int dot = name.indexOf('.');
        return identifier(name.substring(0, dot)) + "." + identifier(name.substring(dot + 1));
    }

    static String identifier(String text) {
        return PLAIN.matcher(text).matches() ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
