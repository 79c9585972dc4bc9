package dev.afterimage.reconciler.table;

import java.util.regex.Pattern;

/**
 * A column of the key.
 *
 * @param column the column
 * @param text expression of its text, as it stands in the document's id
 * @param wire how it travels
 */
public record KeyColumn(SourceColumn column, String text, WireColumn wire) {
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,18}");

    /**
     * A condition that finds the row by its key's text.
     *
     * @param given expression of the text; one that {@link #accepts} refuses must not come
     */
    public String matches(String given) {
        // With these an index of the key serves; the text of all others is compared as it is.
        return switch (column.enumeration() || column.array() ? "" : column.type()) {
            case "int2", "int4", "int8", "uuid", "text", "varchar" ->
                column.sql() + " = " + given + "::" + column.type();
            default -> text + " = " + given;
        };
    }

    /** Whether a text can be that of a value: an id that somebody else made may not be. */
    public boolean accepts(String given) {
        return switch (column.enumeration() || column.array() ? "" : column.type()) {
            case "int2" -> integer(given, Short.MIN_VALUE, Short.MAX_VALUE);
            case "int4" -> integer(given, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case "int8" -> integer(given, Long.MIN_VALUE, Long.MAX_VALUE);
            case "uuid" -> UUID.matcher(given).matches();
            default -> given.indexOf('\0') < 0;
        };
    }

    private static boolean integer(String given, long least, long most) {
        if (!INTEGER.matcher(given).matches()) {
            return false;
        }
        try {
            long value = Long.parseLong(given);
            return value >= least && value <= most;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
