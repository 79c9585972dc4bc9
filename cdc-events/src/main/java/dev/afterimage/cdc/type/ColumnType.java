package dev.afterimage.cdc.type;

/**
 * What a column's values are, independent of the wire form they came in; each has one exact JSON form, named in its description.
 *
 * <p>JSON without schemas gives {@link Untyped} for every column: its values are taken as they stand.
 */
public sealed interface ColumnType {
    /** {@code true} or {@code false}. */
    record Bool() implements ColumnType {}

    /**
     * A JSON integer.
     *
     * @param bits 8, 16, 32 or 64
     */
    record Int(int bits) implements ColumnType {}

    /**
     * A JSON number with a fraction or exponent; NaN and infinities are strings.
     *
     * @param bits 32 or 64
     */
    record Floating(int bits) implements ColumnType {}

    /**
     * An exact decimal, a JSON string so that no reader rounds it ({@code "1.50"}).
     *
     * @param precision digits in all, or 0 if not told
     * @param scale digits behind the point, or {@link #ANY_SCALE} if each value has its own
     */
    record Decimal(int precision, int scale) implements ColumnType {
        public static final int ANY_SCALE = Integer.MIN_VALUE;
    }

    /** A JSON string. */
    record Text() implements ColumnType {}

    /** A JSON string in lower case with hyphens. */
    record Uuid() implements ColumnType {}

    /** A JSON string, one of few. */
    record Enumeration() implements ColumnType {}

    /** Embedded JSON, any value. */
    record Json() implements ColumnType {}

    /** A JSON string holding XML. */
    record Xml() implements ColumnType {}

    /** ISO 8601 date. */
    record Date() implements ColumnType {}

    /**
     * ISO 8601 time of day.
     *
     * @param zoned whether it carries an offset
     */
    record Time(boolean zoned) implements ColumnType {}

    /**
     * ISO 8601 date and time.
     *
     * @param zoned whether it is an instant; else a local date and time that is written as if in UTC
     */
    record Timestamp(boolean zoned) implements ColumnType {}

    /** Microseconds as a JSON integer, or an ISO 8601 interval as a string, as the connector is set. */
    record Duration() implements ColumnType {}

    /** Base64 in a JSON string. */
    record Bytes() implements ColumnType {}

    /** Bit strings, Base64 of their little-endian bytes. */
    record Bits() implements ColumnType {}

    /** A JSON array. */
    record Array(ColumnType element) implements ColumnType {}

    /** A JSON object of strings (hstore). */
    record StringMap() implements ColumnType {}

    /** A JSON object of {@code wkb} (Base64) and {@code srid}, and {@code x}, {@code y} for points. */
    record Geometry() implements ColumnType {}

    /** A JSON object of other shape. */
    record Struct() implements ColumnType {}

    /** Not told by a schema. */
    record Untyped() implements ColumnType {}
}
