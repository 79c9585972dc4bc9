package dev.afterimage.localstack.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.localstack.connector.ConnectClient;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Told by the offset that Connect keeps of the binary log, which it writes only when Kafka has every event before it. */
record MysqlFollowing(Connection connection, ConnectClient connect, String connector) implements Following {
    @Override
    public String position() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            ResultSet found = statement.executeQuery("show master status");
            found.next();
            return position(found.getString("File"), found.getLong("Position"));
        }
    }

    @Override
    public String mark() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table if not exists " + MARKER_TABLE + " (id int primary key, mark bigint not null)");
            statement.execute("insert into " + MARKER_TABLE + " values (1, 1) on duplicate key update mark = mark + 1");
            ResultSet found = statement.executeQuery("select mark from " + MARKER_TABLE);
            found.next();
            return found.getString(1);
        }
    }

    @Override
    public boolean confirmed(String position) {
        JsonNode offset = connect.offsets(connector).path(0).path("offset");
        return offset.hasNonNull("file")
                && position(offset.path("file").asText(), offset.path("pos").asLong())
                                .compareTo(position)
                        >= 0;
    }

    /** So that texts compare as positions do. */
    private static String position(String file, long pos) {
        return file + "/" + String.format("%012d", pos);
    }
}
