package dev.afterimage.localstack.proof;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the layout of a table out of the information schema of MySQL. */
final class MysqlLayout {
    private static final String COLUMNS = """
            select column_name, data_type, column_type, coalesce(datetime_precision, 0), extra from information_schema.columns
              where table_schema = ? and table_name = ? order by ordinal_position""";

    private static final String KEY = """
            select column_name from information_schema.key_column_usage
              where constraint_schema = ? and table_name = ? and constraint_name = 'PRIMARY' order by ordinal_position""";

    private MysqlLayout() {}

    static TableLayout read(Connection connection, ProvenTable table) throws SQLException {
        List<TableColumn> columns = new ArrayList<>();
        try (PreparedStatement statement = prepared(connection, COLUMNS, table)) {
            ResultSet found = statement.executeQuery();
            while (found.next()) {
                if (found.getString(5).contains("GENERATED")) {
                    throw new IllegalArgumentException("the proof has no rule for generated columns, as "
                            + found.getString(1) + " of " + table.topic() + " is");
                }
                columns.add(column(found.getString(1), found.getString(2), found.getString(3), found.getInt(4) > 0));
            }
        }
        List<String> key = new ArrayList<>(table.idColumns());
        if (key.isEmpty()) {
            try (PreparedStatement statement = prepared(connection, KEY, table)) {
                ResultSet found = statement.executeQuery();
                while (found.next()) {
                    key.add(found.getString(1));
                }
            }
        }
        if (key.isEmpty()) {
            throw new IllegalArgumentException(
                    table.topic() + " has no primary key: say which columns identify its rows");
        }
        return new TableLayout(columns, key);
    }

    private static PreparedStatement prepared(Connection connection, String sql, ProvenTable table)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, table.schema());
        statement.setString(2, table.table());
        return statement;
    }

    private static TableColumn column(String name, String type, String full, boolean fraction) {
        String column = Dialect.MYSQL.quoted(name);
        return switch (type) {
            // As sums, which the driver makes neither truth values nor dates of.
            case "tinyint", "smallint", "mediumint", "int", "year" -> plain(name, column + " + 0", ValueForm.INTEGER);
            case "bigint" ->
                full.contains("unsigned")
                        ? plain(name, text(column), ValueForm.TEXT)
                        : plain(name, column + " + 0", ValueForm.INTEGER);
            // As such a float is printed with six digits; as a double with all it has.
            case "float" -> plain(name, column + " + 0e0", ValueForm.FLOAT32);
            case "double" -> plain(name, column, ValueForm.FLOAT64);
            case "decimal" -> plain(name, text(column), ValueForm.TEXT);
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set" ->
                plain(name, column, ValueForm.TEXT);
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" ->
                plain(name, "concat('0x', hex(" + column + "))", ValueForm.BYTES);
            case "bit" ->
                full.equals("bit(1)")
                        ? plain(name, column + " + 0", ValueForm.BOOLEAN)
                        : plain(
                                name,
                                "lpad(hex(" + column + " + 0), " + 2 * bytes(full) + ", '0')",
                                ValueForm.REVERSED_BYTES);
            case "date", "datetime" -> plain(name, trimmed(column, fraction), ValueForm.TEMPORAL);
            case "timestamp" -> plain(name, text(column), ValueForm.INSTANT);
            // It has a sign, and hours beyond a day's.
            case "time" -> plain(name, "concat(" + trimmed(column, fraction) + ", 'Z')", ValueForm.TEXT);
            case "json" -> plain(name, text(column), ValueForm.JSON_TREE);
            case "geometry", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon" ->
                plain(name, "hex(" + column + ")", ValueForm.GEOMETRY);
            default ->
                throw new IllegalArgumentException(
                        "column " + name + " has the type " + full + ", for which the proof has no rule");
        };
    }

    /** How many bytes a type like {@code bit(9)} fills. */
    private static int bytes(String bits) {
        return (Integer.parseInt(bits.substring(bits.indexOf('(') + 1, bits.indexOf(')'))) + 7) / 8;
    }

    /** Without the zeros at the end of the fraction. */
    private static String trimmed(String column, boolean fraction) {
        return fraction ? "trim(trailing '.' from trim(trailing '0' from " + text(column) + "))" : text(column);
    }

    private static String text(String column) {
        return "cast(" + column + " as char)";
    }

    private static TableColumn plain(String name, String expression, ValueForm form) {
        return new TableColumn(name, expression, form, false);
    }
}
