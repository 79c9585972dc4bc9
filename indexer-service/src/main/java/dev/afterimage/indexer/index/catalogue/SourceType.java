package dev.afterimage.indexer.index.catalogue;

import dev.afterimage.cdc.type.ColumnType;

/** A column type in a person's words. */
final class SourceType {
    private SourceType() {}

    static String text(ColumnType type) {
        return switch (type) {
            case ColumnType.Bool bool -> "boolean";
            case ColumnType.Int integer -> "integer of " + integer.bits() + " bits";
            case ColumnType.Floating floating -> "float of " + floating.bits() + " bits";
            case ColumnType.Decimal decimal ->
                decimal.scale() == ColumnType.Decimal.ANY_SCALE
                        ? "decimal"
                        : "decimal(" + (decimal.precision() == 0 ? "?" : decimal.precision()) + "," + decimal.scale()
                                + ")";
            case ColumnType.Text plain -> "text";
            case ColumnType.Uuid uuid -> "uuid";
            case ColumnType.Enumeration enumeration -> "enum";
            case ColumnType.Json json -> "json";
            case ColumnType.Xml xml -> "xml";
            case ColumnType.Date date -> "date";
            case ColumnType.Time time -> time.zoned() ? "time with zone" : "time";
            case ColumnType.Timestamp timestamp -> timestamp.zoned() ? "timestamp with zone" : "timestamp";
            case ColumnType.Duration duration -> "interval";
            case ColumnType.Bytes bytes -> "bytes";
            case ColumnType.Bits bits -> "bits";
            case ColumnType.Array array -> "array of " + text(array.element());
            case ColumnType.StringMap map -> "map of strings";
            case ColumnType.Geometry geometry -> "geometry";
            case ColumnType.Struct struct -> "struct";
            case ColumnType.Untyped untyped -> "untyped JSON";
        };
    }
}
