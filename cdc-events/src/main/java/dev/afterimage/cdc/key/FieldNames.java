package dev.afterimage.cdc.key;

import java.util.Set;

/**
 * The document field of a column: its name, unless Elasticsearch would read something else into it.
 *
 * <p>A dot would make an object, a blank name or one of Elasticsearch's own is refused with its whole document, and {@code _cdc} is ours.
 * What offends is written as {@code %} and hexadecimal, and {@code %} itself too, so that no two columns share a field.
 */
public final class FieldNames {
    /** Metadata fields of Elasticsearch 8, and the object that we add. */
    private static final Set<String> TAKEN = Set.of(
            "_cdc",
            "_id",
            "_index",
            "_source",
            "_routing",
            "_field_names",
            "_ignored",
            "_ignored_source",
            "_version",
            "_seq_no",
            "_primary_term",
            "_doc_count",
            "_nested_path",
            "_tier",
            "_type",
            "_size",
            "_feature",
            "_tsid",
            "_ts_routing_hash",
            "_data_stream_timestamp",
            "_inference_fields",
            "_uid",
            "_parent",
            "_all",
            "_timestamp",
            "_ttl",
            "_recovery_source");

    private FieldNames() {}

    public static String of(String column) {
        if (plain(column)) {
            return column;
        }
        if (TAKEN.contains(column)) {
            return "%5f" + column.substring(1);
        }
        StringBuilder field = new StringBuilder(column.length() + 8);
        boolean blank = column.isBlank();
        for (int i = 0; i < column.length(); i++) {
            char c = column.charAt(i);
            if (blank || c == '.' || c == '%' || c < ' ' || c == 0x7f) {
                field.append('%').append(String.format("%02x", (int) c));
            } else {
                field.append(c);
            }
        }
        return field.toString();
    }

    /** Whether a column's field is its very name. */
    public static boolean plain(String column) {
        if (column.isBlank() || TAKEN.contains(column)) {
            return false;
        }
        for (int i = 0; i < column.length(); i++) {
            char c = column.charAt(i);
            if (c == '.' || c == '%' || c < ' ' || c == 0x7f) {
                return false;
            }
        }
        return true;
    }
}
