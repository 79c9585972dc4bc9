package dev.afterimage.reconciler.table;

import java.util.Optional;

/**
 * The canonical text of a column in PostgreSQL's SQL: character by character what {@code RowChecksum} hashes of the value that Debezium
 * sends for it. Null stays null. Pure.
 *
 * <p>The session has {@code DateStyle ISO}, {@code TimeZone UTC}, {@code IntervalStyle} and {@code bytea_output} at their defaults and
 * {@code extra_float_digits} at 1 or more. The rules are those of the contract for documents (docs/contracts.md).
 */
public final class CanonicalSql {
    private static final String LARGEST = "1.7976931348623157e308";
    private static final String SMALLEST = "4.9406564584124654e-324";

    private CanonicalSql() {}

    /** The expression, or nothing for a type for which there is no rule. */
    public static Optional<String> of(SourceColumn column) {
        if (column.array()) {
            return element(column, "e")
                    .map(json -> "case when " + column.sql()
                            + " is not null then '[' || coalesce((select string_agg(coalesce("
                            + json + ", 'null'), ',' order by o) from unnest(" + column.sql()
                            + ") with ordinality as u(e, o)), '') || ']' end");
        }
        return scalar(column, column.sql());
    }

    private static Optional<String> scalar(SourceColumn column, String value) {
        if (column.enumeration()) {
            return Optional.of(value + "::text");
        }
        return Optional.ofNullable(
                switch (column.type()) {
                    case "int2", "int4", "int8", "oid", "bool", "text", "varchar", "uuid", "citext", "ltree", "xml" ->
                        value + "::text";
                    case "numeric" -> column.precision() < 0 ? free(value) : value + "::text";
                    case "money" -> value + "::numeric::text";
                    // The type's own output; a cast to text drops blanks and adds masks.
                    case "bpchar",
                            "char",
                            "name",
                            "inet",
                            "cidr",
                            "macaddr",
                            "macaddr8",
                            "int4range",
                            "int8range",
                            "numrange",
                            "tsrange",
                            "daterange",
                            "tstzrange" -> printed(value);
                    case "float4" -> real(value, value + "::text::float8");
                    case "float8" -> real(value, value);
                    case "date" -> date(value);
                    case "time" -> value + "::text || 'Z'";
                    case "timetz" -> "replace((" + value + " at time zone 'UTC')::text, '+00', '') || 'Z'";
                    case "timestamp" -> timestamp(value, "replace(" + value + "::text, ' ', 'T') || 'Z'", value);
                    case "timestamptz" -> timestamptz(value, column.modifier());
                    case "interval" -> microseconds(value);
                    case "bytea" -> "replace(encode(" + value + ", 'base64'), E'\\n', '')";
                    case "bit" ->
                        column.modifier() == 1
                                ? "case " + value + " when B'1' then 'true' when B'0' then 'false' end"
                                : null;
                    case "json" -> json(value, "json_typeof");
                    case "jsonb" -> json(value, "jsonb_typeof");
                    default -> null;
                });
    }

    /** The JSON of an array's element; floating numbers have none, since their digits are the printer's choice. */
    private static Optional<String> element(SourceColumn column, String value) {
        return switch (column.type()) {
            case "int2", "int4", "int8", "bool" -> Optional.of(value + "::text");
            case "float4", "float8", "json", "jsonb", "interval", "oid", "bit", "money", "bytea" -> Optional.empty();
            default -> scalar(column, value).map(text -> "to_json(" + text + ")::text");
        };
    }

    /** Debezium's precise mode keeps no zeros at the end of a numeric whose scale is free. */
    private static String free(String value) {
        return "trim_scale(" + value + ")::text";
    }

    private static String printed(String value) {
        return "case when " + value + " is not null then format('%s', " + value + ") end";
    }

    private static String real(String value, String as) {
        return "case when " + value + " in ('NaN', 'Infinity', '-Infinity') then " + value
                + "::text else encode(float8send(" + as + "), 'hex') end";
    }

    /** Years of four digits are printed as they are; all others with a sign, those before Christ counted from zero. */
    private static String date(String value) {
        return "case when " + value + " between '0001-01-01' and '9999-12-31' then " + value
                + "::text || 'Z' when isfinite("
                + value + ") then " + year(value) + " || to_char(" + value + ", '-MM-DD') || 'Z' else " + value
                + "::text end";
    }

    private static String timestamp(String value, String usual, String local) {
        return "case when " + value + " between '0001-01-01 00:00:00' and '9999-12-31 23:59:59.999999' then " + usual
                + " when isfinite(" + value + ") then " + year(local) + " || to_char(" + local
                + ", '-MM-DD\"T\"HH24:MI:SS') || rtrim(rtrim(to_char(" + local
                + ", '.US'), '0'), '.') || 'Z' else " + value + "::text end";
    }

    /** An instant keeps the zeros of its fraction, as many as its type has digits. */
    private static String timestamptz(String value, int digits) {
        String local = "(" + value + " at time zone 'UTC')";
        String fraction =
                digits == 0 ? "" : " || '.' || left(to_char(" + local + ", 'US'), " + (digits < 0 ? 6 : digits) + ")";
        return "case when " + value
                + " between '0001-01-01 00:00:00+00' and '9999-12-31 23:59:59.999999+00' then to_char("
                + local + ", 'YYYY-MM-DD\"T\"HH24:MI:SS')" + fraction + " || 'Z' when isfinite(" + value + ") then "
                + year(local) + " || to_char(" + local + ", '-MM-DD\"T\"HH24:MI:SS')" + fraction + " || 'Z' else "
                + value
                + "::text end";
    }

    private static String year(String value) {
        String year = "(extract(year from " + value + ")::int + case when extract(year from " + value
                + ") < 0 then 1 else 0 end)";
        return "case when " + year + " < 0 then '-' when " + year + " > 9999 then '+' else '' end || lpad(abs(" + year
                + ")::text, greatest(4, length(abs(" + year + ")::text)), '0')";
    }

    /** An interval in microseconds, a month being the twelfth of 365.25 days, in doubles and cut off, as Debezium counts. */
    private static String microseconds(String value) {
        return "trunc((((((" + part("year", value) + " * 12 + " + part("month", value) + ") * 30.4375::float8 + "
                + part("day", value) + ") * 24 + " + part("hour", value) + ") * 60 + " + part("minute", value)
                + ") * 60 + " + part("second", value) + ") * 1e6::float8)::bigint::text";
    }

    private static String part(String field, String value) {
        return "extract(" + field + " from " + value + ")::float8";
    }

    /** An embedded value as it stands, with blanks for line breaks, but for the scalars, which have rules of their own; a JSON null is none. */
    private static String json(String value, String typeOf) {
        String text = "(" + value + " #>> '{}')";
        return "case " + typeOf + "(" + value + ") when 'null' then null when 'string' then " + text
                + " when 'number' then case when " + text + " !~ '[.eE]' then " + text + " else " + number(text)
                + " end else translate(" + value + "::text, E'\\n', ' ') end";
    }

    /** A double's bits; beyond a double's range it is infinite, as Java reads it, or zero. */
    private static String number(String text) {
        String exact = text + "::numeric";
        return "case when abs(" + exact + ") > " + LARGEST + " then case when " + exact
                + " > 0 then '7ff0000000000000' else 'fff0000000000000' end when abs(" + exact + ") < " + SMALLEST
                + " then case when left(" + text + ", 1) = '-' then '8000000000000000' else '0000000000000000' end"
                + " else encode(float8send(" + text + "::float8), 'hex') end";
    }
}
