package dev.afterimage.localstack.connector;

import dev.afterimage.localstack.StackException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes databases through a connection of an administrator. */
public final class Databases {
    private Databases() {}

    public static void create(SourceDatabase server, String administrators, String database) {
        try (Connection connection = server.connect(administrators);
                PreparedStatement known = connection.prepareStatement("select 1 from pg_database where datname = ?");
                Statement statement = connection.createStatement()) {
            known.setString(1, database);
            if (!known.executeQuery().next()) {
                statement.execute("create database \"" + database.replace("\"", "\"\"") + "\"");
            }
        } catch (SQLException e) {
            throw new StackException("Cannot create the database " + database + ": " + e.getMessage(), e);
        }
    }
}
