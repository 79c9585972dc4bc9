package dev.afterimage.benchmarks.dlq;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A query for one number on a connection of its own. Used by one thread. */
final class Question implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement statement;
    private final String sql;

    Question(Connection connection, String sql) {
        this.connection = connection;
        this.sql = sql;
        try {
            this.statement = connection.prepareStatement(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("refused: " + sql, e);
        }
    }

    long answer() {
        try (ResultSet found = statement.executeQuery()) {
            found.next();
            return found.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("refused: " + sql, e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the connection does not close", e);
        }
    }
}
