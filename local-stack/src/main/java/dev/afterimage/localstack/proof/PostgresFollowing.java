package dev.afterimage.localstack.proof;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Told by the replication slot, which a connector moves on only when Kafka has every event up to there. */
record PostgresFollowing(Connection connection, String slot) implements Following {
    @Override
    public String position() throws SQLException {
        return one("select pg_current_wal_insert_lsn()");
    }

    @Override
    public String mark() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists public." + MARKER_TABLE
                    + " (id int primary key, mark bigint not null)");
        }
        return one("insert into public." + MARKER_TABLE + " as m values (1, 1)"
                + " on conflict (id) do update set mark = m.mark + 1 returning mark");
    }

    @Override
    public boolean confirmed(String position) throws SQLException {
        return one("select coalesce(bool_or(confirmed_flush_lsn >= '" + position
                        + "'::pg_lsn), false) from pg_replication_slots where slot_name = '" + slot + "'")
                .equals("t");
    }

    private String one(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            ResultSet found = statement.executeQuery(sql);
            found.next();
            return String.valueOf(found.getString(1));
        }
    }
}
