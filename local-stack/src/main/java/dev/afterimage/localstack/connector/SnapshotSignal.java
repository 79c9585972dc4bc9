package dev.afterimage.localstack.connector;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;

/** Asks a running connector for an ad-hoc snapshot, through the signal table. */
public final class SnapshotSignal {
    private SnapshotSignal() {}

    /** Asks for an incremental snapshot of tables of schema public; it runs beside the stream. */
    public static void incremental(Connection connection, String... tables) throws SQLException {
        incrementalOf("public", connection, tables);
    }

    /** Asks for one of tables of another schema, or database where the source has no schemas, in which the signal table is too. */
    public static void incrementalOf(String schema, Connection connection, String... tables) throws SQLException {
        String collections = Arrays.stream(tables)
                .map(table -> "\"" + schema + "." + table + "\"")
                .collect(Collectors.joining(", ", "[", "]"));
        try (PreparedStatement insert = connection.prepareStatement("insert into " + schema + "."
                + PostgresConnector.SIGNAL_TABLE + " values (?, 'execute-snapshot', ?)")) {
            insert.setString(1, UUID.randomUUID().toString());
            insert.setString(2, "{\"data-collections\": " + collections + ", \"type\": \"incremental\"}");
            insert.executeUpdate();
        }
    }
}
