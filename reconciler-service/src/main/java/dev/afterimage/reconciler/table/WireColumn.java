package dev.afterimage.reconciler.table;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a column travels in a change event that we make: its type in Kafka Connect's words and its value as JSON.
 *
 * @param name the column's name
 * @param sql expression whose text {@code form} turns into JSON
 * @param type Connect's type
 * @param semantic the schema's name, or null
 * @param parameters the schema's parameters
 * @param element type of an array's elements, or null
 * @param form what the text is
 */
public record WireColumn(
        String name,
        String sql,
        String type,
        @Nullable String semantic,
        Map<String, String> parameters,
        @Nullable WireColumn element,
        Form form) {
    /** What the expression's text is. */
    public enum Form {
        /** JSON already: numbers, booleans, arrays. */
        JSON,
        /** Characters, to be written as a JSON string. */
        TEXT,
        /** A floating number as PostgreSQL prints it. */
        REAL
    }

    private static final String SOURCE_TYPE = "__debezium.source.column.type";
    private static final String SOURCE_LENGTH = "__debezium.source.column.length";
    private static final String SOURCE_SCALE = "__debezium.source.column.scale";

    /** The column, or nothing if its type has no rule. */
    static Optional<WireColumn> of(SourceColumn column) {
        if (column.array()) {
            return CanonicalSql.of(column).flatMap(sql -> scalar(column, "")
                    .map(element -> new WireColumn(column.name(), sql, "array", null, Map.of(), element, Form.JSON)));
        }
        return CanonicalSql.of(column).flatMap(sql -> scalar(column, sql));
    }

    private static Optional<WireColumn> scalar(SourceColumn column, String canonical) {
        String raw = column.sql() + "::text";
        if (column.enumeration()) {
            return text(column, canonical, "io.debezium.data.Enum");
        }
        return switch (column.type()) {
            case "int2" -> of(column, canonical, "int16", null, Form.JSON);
            case "int4" -> of(column, canonical, "int32", null, Form.JSON);
            case "int8", "oid" -> of(column, canonical, "int64", null, Form.JSON);
            case "interval" -> of(column, canonical, "int64", "io.debezium.time.MicroDuration", Form.JSON);
            case "bool", "bit" -> of(column, canonical, "boolean", null, Form.JSON);
            case "float4" -> of(column, raw, "float", null, Form.REAL);
            case "float8" -> of(column, raw, "double", null, Form.REAL);
            case "numeric" -> Optional.of(decimal(column, canonical));
            case "date" -> text(column, canonical, "io.debezium.time.IsoDate");
            case "time" -> text(column, canonical, "io.debezium.time.IsoTime");
            case "timetz" -> text(column, canonical, "io.debezium.time.ZonedTime");
            case "timestamp" -> text(column, canonical, "io.debezium.time.IsoTimestamp");
            case "timestamptz" -> text(column, canonical, "io.debezium.time.ZonedTimestamp");
            case "uuid" -> text(column, canonical, "io.debezium.data.Uuid");
            case "json", "jsonb" -> text(column, raw, "io.debezium.data.Json");
            case "xml" -> text(column, canonical, "io.debezium.data.Xml");
            case "bytea" -> of(column, canonical, "bytes", null, Form.TEXT);
            default -> of(column, canonical, "string", null, Form.TEXT);
        };
    }

    /** Told as a decimal by the propagated type of its column, since its text is exact and a string says nothing. */
    private static WireColumn decimal(SourceColumn column, String sql) {
        Map<String, String> parameters = column.precision() < 0
                ? Map.of(SOURCE_TYPE, "NUMERIC")
                : Map.of(
                        SOURCE_TYPE,
                        "NUMERIC",
                        SOURCE_LENGTH,
                        Integer.toString(column.precision()),
                        SOURCE_SCALE,
                        Integer.toString(column.scale()));
        return new WireColumn(column.name(), sql, "string", null, parameters, null, Form.TEXT);
    }

    private static Optional<WireColumn> text(SourceColumn column, String sql, String semantic) {
        return of(column, sql, "string", semantic, Form.TEXT);
    }

    private static Optional<WireColumn> of(
            SourceColumn column, String sql, String type, @Nullable String semantic, Form form) {
        return Optional.of(new WireColumn(column.name(), sql, type, semantic, Map.of(), null, form));
    }
}
