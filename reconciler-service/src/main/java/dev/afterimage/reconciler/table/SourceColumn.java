package dev.afterimage.reconciler.table;

/**
 * A column as PostgreSQL's catalogue tells it, domains resolved to what they are made of.
 *
 * @param name its name
 * @param type name of the base type ({@code int4}, {@code timestamptz}), for an array that of its elements
 * @param enumeration whether that type is an enumeration
 * @param modifier the type's modifier, -1 for none
 * @param array whether the column is an array
 * @param generated whether the source computes it, so that it is not published
 */
public record SourceColumn(
        String name, String type, boolean enumeration, int modifier, boolean array, boolean generated) {
    /** The column as PostgreSQL takes it, of the row that is called {@code r}. */
    String sql() {
        return "r." + TableName.quoted(name);
    }

    /** Precision of a numeric, or -1. */
    int precision() {
        return modifier < 4 ? -1 : ((modifier - 4) >> 16) & 0xffff;
    }

    /** Scale of a numeric with a precision. */
    int scale() {
        return modifier < 4 ? 0 : (((modifier - 4) & 0x7ff) ^ 1024) - 1024;
    }

    /** The type as a person knows it. */
    String describe() {
        return array ? type + "[]" : type;
    }
}
