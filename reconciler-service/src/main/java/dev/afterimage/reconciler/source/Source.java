package dev.afterimage.reconciler.source;

import dev.afterimage.reconciler.config.SourceProperties;
import dev.afterimage.reconciler.table.Shapes;
import dev.afterimage.reconciler.table.TableName;
import dev.afterimage.reconciler.table.TableShape;
import dev.afterimage.reconciler.table.UncomparableException;
import io.micronaut.context.exceptions.ConfigurationException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/** The database that is the truth. Opens a connection for each piece of work; thread-safe. */
@Singleton
public final class Source {
    /** The settings of a session in which every type prints as the canonical text asks for. */
    private static final String SESSION =
            "-c DateStyle=ISO -c TimeZone=UTC -c IntervalStyle=postgres -c bytea_output=hex -c extra_float_digits=1 -c xmloption=content"
                    + " -c jit=off -c idle_in_transaction_session_timeout=0 -c statement_timeout=";

    private static final Duration BRIEF = Duration.ofSeconds(8);

    private final SourceProperties properties;
    private final Shapes shapes;

    Source(SourceProperties properties, Shapes shapes) {
        if (properties.url().isBlank()) {
            throw new ConfigurationException(
                    "afterimage.source.url is not set: set AFTERIMAGE_SOURCE_URL to jdbc:postgresql://host:port/database");
        }
        this.properties = properties;
        this.shapes = shapes;
    }

    /** Work on a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Does the work on a connection of its own that commits each statement.
     *
     * @throws SourceException if the source refuses or does not answer
     */
    public <T> T now(String what, Work<T> work) {
        try (Connection connection = connect(properties.statementTimeout())) {
            return work.on(connection);
        } catch (SQLException e) {
            throw failure(what, e);
        }
    }

    /** The same for a look that must not take long, whatever is set for statements. */
    public <T> T briefly(String what, Work<T> work) {
        try (Connection connection = connect(BRIEF)) {
            return work.on(connection);
        } catch (SQLException e) {
            throw failure(what, e);
        }
    }

    /**
     * Writes a logical message in a transaction of its own; when this returns, it has committed.
     *
     * @param prefix tells it from other messages
     */
    public void emit(String prefix) {
        now("writing a marker", connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("select pg_logical_emit_message(true, ?, '')")) {
                statement.setString(1, prefix);
                statement.execute();
            }
            return true;
        });
    }

    /** Those of some tables that there are, in their order. */
    public List<TableName> existing(List<TableName> tables) {
        return now("looking for tables", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "select name from unnest(?::text[]) as name where to_regclass(name) is not null")) {
                statement.setArray(
                        1,
                        connection.createArrayOf(
                                "text", tables.stream().map(TableName::sql).toArray()));
                Set<String> there = new HashSet<>();
                try (ResultSet found = statement.executeQuery()) {
                    while (found.next()) {
                        there.add(found.getString(1));
                    }
                }
                return tables.stream()
                        .filter(table -> there.contains(table.sql()))
                        .toList();
            }
        });
    }

    /**
     * A view of a table that stays as it is now; who opens it closes it.
     *
     * @throws UncomparableException if the table cannot be compared
     * @throws SourceException if the source refuses or does not answer
     */
    public SourceSnapshot snapshot(TableName table) {
        Connection connection;
        try {
            connection = connect(properties.statementTimeout());
        } catch (SQLException e) {
            throw failure("connecting", e);
        }
        try {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            requireUtf8(connection);
            TableShape shape = shapes.read(connection, table);
            return new SourceSnapshot(connection, shape, properties.fetchRows());
        } catch (SQLException e) {
            close(connection);
            throw failure("opening a snapshot of " + table, e);
        } catch (RuntimeException e) {
            close(connection);
            throw e;
        }
    }

    private static void requireUtf8(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("show server_encoding")) {
            found.next();
            if (!"UTF8".equals(found.getString(1))) {
                throw new UncomparableException("its database has the encoding " + found.getString(1)
                        + "; checksums are taken of UTF-8, so that only UTF8 can be compared");
            }
        }
    }

    private Connection connect(Duration statementTimeout) throws SQLException {
        Properties driver = new Properties();
        if (properties.username() != null) {
            driver.setProperty("user", properties.username());
        }
        if (properties.password() != null) {
            driver.setProperty("password", properties.password());
        }
        driver.setProperty("ApplicationName", "afterimage-reconciler");
        driver.setProperty("tcpKeepAlive", "true");
        driver.setProperty(
                "connectTimeout", Long.toString(properties.connectTimeout().toSeconds()));
        driver.setProperty("socketTimeout", Long.toString(statementTimeout.toSeconds() + 10));
        driver.setProperty("options", SESSION + statementTimeout.toMillis());
        return DriverManager.getConnection(properties.url(), driver);
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // What failed before is told; a connection that cannot be closed is gone already.
        }
    }

    static SourceException failure(String what, SQLException e) {
        // A message of the server may quote a value.
        return new SourceException("the source failed at " + what + " (SQL state " + e.getSQLState() + ")", e);
    }
}
