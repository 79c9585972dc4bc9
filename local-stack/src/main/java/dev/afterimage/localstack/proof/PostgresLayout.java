package dev.afterimage.localstack.proof;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the layout of a table out of the catalogue of PostgreSQL. */
final class PostgresLayout {
    /** The published columns with their types: the base of a domain, the element of an array. */
    private static final String COLUMNS = """
            with recursive base(attnum, attname, type, typmod) as (
              select attnum, attname, atttypid, atttypmod from pg_attribute
                where attrelid = ?::regclass and attnum > 0 and not attisdropped and attgenerated = ''
              union all
              select b.attnum, b.attname, t.typbasetype, t.typtypmod from base b join pg_type t on t.oid = b.type where t.typtype = 'd')
            select b.attname, b.typmod, t.typcategory = 'A' and t.typelem <> 0,
                   case when t.typcategory = 'A' and t.typelem <> 0 then e.typname else t.typname end,
                   case when t.typcategory = 'A' and t.typelem <> 0 then e.typtype else t.typtype end
              from base b join pg_type t on t.oid = b.type left join pg_type e on e.oid = t.typelem
              where t.typtype <> 'd' order by b.attnum""";

    private static final String KEY = """
            select a.attname from pg_index i, unnest(i.indkey) with ordinality as k(attnum, place), pg_attribute a
              where i.indrelid = ?::regclass and i.indisprimary and a.attrelid = i.indrelid and a.attnum = k.attnum order by k.place""";

    private PostgresLayout() {}

    static TableLayout read(Connection connection, ProvenTable table) throws SQLException {
        String name = quoted(table.schema()) + "." + quoted(table.table());
        List<TableColumn> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, name);
            ResultSet found = statement.executeQuery();
            while (found.next()) {
                columns.add(column(
                        found.getString(1),
                        found.getInt(2),
                        found.getBoolean(3),
                        found.getString(4),
                        found.getString(5)));
            }
        }
        List<String> key = new ArrayList<>(table.idColumns());
        if (key.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(KEY)) {
                statement.setString(1, name);
                ResultSet found = statement.executeQuery();
                while (found.next()) {
                    key.add(found.getString(1));
                }
            }
        }
        if (key.isEmpty()) {
            throw new IllegalArgumentException(name + " has no primary key: say which columns identify its rows");
        }
        return new TableLayout(columns, key);
    }

    private static TableColumn column(String name, int modifier, boolean array, String type, String kind) {
        String column = quoted(name);
        ValueForm form = kind.equals("e") ? ValueForm.TEXT : form(name, type, modifier);
        String text =
                switch (type) {
                    case "money" -> column + "::numeric::text";
                    case "interval" -> microseconds(column);
                    case "timestamptz" -> padded(column, modifier < 0 ? 6 : modifier);
                    case "timetz" -> "(" + column + " at time zone 'UTC')::text";
                    case "hstore" -> "hstore_to_json(" + column + ")::text";
                    // The type's own output, which a cast to text is not for all types.
                    default -> "case when " + column + " is not null then format('%s', " + column + ") end";
                };
        return new TableColumn(name, array ? column + "::text[]" : text, form, array);
    }

    private static ValueForm form(String column, String type, int modifier) {
        return switch (type) {
            case "int2", "int4", "int8", "oid", "interval" -> ValueForm.INTEGER;
            case "float4" -> ValueForm.FLOAT32;
            case "float8" -> ValueForm.FLOAT64;
            case "bool" -> ValueForm.BOOLEAN;
            case "date", "time", "timetz", "timestamp", "timestamptz" -> ValueForm.TEMPORAL;
            case "bytea" -> ValueForm.BYTES;
            case "bit" -> modifier == 1 ? ValueForm.BOOLEAN : ValueForm.BITS;
            case "varbit" -> ValueForm.BITS;
            case "json", "jsonb", "hstore" -> ValueForm.JSON_TREE;
            case "point" -> ValueForm.POINT;
            case "numeric",
                    "money",
                    "text",
                    "varchar",
                    "bpchar",
                    "char",
                    "name",
                    "citext",
                    "ltree",
                    "uuid",
                    "xml",
                    "inet",
                    "cidr",
                    "macaddr",
                    "macaddr8",
                    "int4range",
                    "int8range",
                    "numrange",
                    "daterange",
                    "tsrange" -> ValueForm.TEXT;
            default ->
                throw new IllegalArgumentException(
                        "column " + column + " has the type " + type + ", for which the proof has no rule");
        };
    }

    /** An instant with all the digits of its fraction that its type has, the zeros too, as Debezium prints it. */
    private static String padded(String column, int digits) {
        String fraction = digits == 0 ? "" : " || '.' || left(to_char(" + column + ", 'US'), " + digits + ")";
        return "case when isfinite(" + column + ") then split_part(regexp_replace(" + column
                + "::text, '(\\+00)?( BC)?$', ''), '.', 1)" + fraction + " || case when " + column
                + "::text like '%BC' then ' BC' else '' end else " + column + "::text end";
    }

    /** An interval in microseconds, a month being the twelfth of 365.25 days. */
    private static String microseconds(String column) {
        return "(((extract(year from " + column + ") * 12 + extract(month from " + column
                + ")) * 30.4375 + extract(day from "
                + column + ")) * 86400000000 + extract(hour from " + column + ") * 3600000000 + extract(minute from "
                + column
                + ") * 60000000 + extract(microseconds from " + column + "))::bigint::text";
    }

    private static String quoted(String name) {
        return Dialect.POSTGRES.quoted(name);
    }
}
