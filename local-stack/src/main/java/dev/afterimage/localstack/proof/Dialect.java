package dev.afterimage.localstack.proof;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** In which a proof talks to the database that it reads. */
enum Dialect {
    POSTGRES(
            '"',
            List.of(
                    "set transaction isolation level repeatable read, read only",
                    "set local timezone to 'UTC'",
                    "set local datestyle to 'ISO, YMD'",
                    "set local bytea_output to 'hex'")) {
        @Override
        TableLayout layout(Connection connection, ProvenTable table) throws SQLException {
            return PostgresLayout.read(connection, table);
        }
    },
    /** Reads repeatably by default. */
    MYSQL('`', List.of("set time_zone = '+00:00'")) {
        @Override
        TableLayout layout(Connection connection, ProvenTable table) throws SQLException {
            return MysqlLayout.read(connection, table);
        }
    };

    private final String quote;
    private final List<String> preparation;

    Dialect(char quote, List<String> preparation) {
        this.quote = String.valueOf(quote);
        this.preparation = preparation;
    }

    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "PostgreSQL" -> POSTGRES;
            case "MySQL" -> MYSQL;
            default -> throw new IllegalArgumentException("the proof does not know " + product);
        };
    }

    abstract TableLayout layout(Connection connection, ProvenTable table) throws SQLException;

    /** What to say at the begin of a transaction so that it reads one snapshot and prints as the forms of values expect. */
    List<String> preparation() {
        return preparation;
    }

    String quoted(String name) {
        return quote + name.replace(quote, quote + quote) + quote;
    }
}
