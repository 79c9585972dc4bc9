package dev.afterimage.reconciler.table;

/** A table's name with its schema. */
public record TableName(String schema, String table) {
    /** @throws IllegalArgumentException if it is not {@code schema.table} */
    public static TableName of(String text) {
        int dot = text.indexOf('.');
        if (dot < 1 || dot == text.length() - 1) {
            throw new IllegalArgumentException("a table is named like schema.table, not " + text);
        }
        return new TableName(text.substring(0, dot), text.substring(dot + 1));
    }

    /** As PostgreSQL takes it. */
    public String sql() {
        return quoted(schema) + "." + quoted(table);
    }

    /** An identifier as PostgreSQL takes it. */
    static String quoted(String identifier) {
        return "\"" + identifier.replace("\"", "\"\"") + "\"";
    }

    @Override
    public String toString() {
        return schema + "." + table;
    }
}
