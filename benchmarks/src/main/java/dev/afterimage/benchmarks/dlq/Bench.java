package dev.afterimage.benchmarks.dlq;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.part.Service;
import dev.afterimage.localstack.part.ServiceKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;

/** What every run needs of the stack: a database of its own, the service on it, and plain SQL. */
record Bench(LocalStack stack, DlqOptions options) {
    /** A database that nothing was done in. */
    String freshDatabase(String name) {
        execute("postgres", "drop database if exists " + name + " with (force)");
        stack.postgres().createDatabase(name);
        return name;
    }

    Connection connect(String database) {
        try {
            return stack.postgres().connect(database);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot connect to " + database, e);
        }
    }

    void execute(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("refused: " + sql, e);
        }
    }

    long number(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("refused: " + sql, e);
        }
    }

    /** A question that is asked again and again, over one connection: making one costs more than most answers. */
    Question question(String database, String sql) {
        return new Question(connect(database), sql);
    }

    /** The service as it is shipped, at once; ready a little later. */
    Service launch(String database, String letters, String group) {
        return stack.services()
                .launch(
                        ServiceKind.DLQ,
                        Map.of(
                                "DATASOURCES_DEFAULT_URL",
                                stack.postgres().jdbcUrl(database),
                                "AFTERIMAGE_DLQ_DEAD_LETTER_TOPICS",
                                letters,
                                "AFTERIMAGE_DLQ_OUTCOME_TOPIC",
                                letters + ".outcomes",
                                "AFTERIMAGE_DLQ_CONSUMER_GROUP",
                                group));
    }

    @SuppressWarnings("SystemOut") // A command line program.
    static void say(String message, Object... values) {
        System.out.println("  " + String.format(Locale.ROOT, message, values));
    }

    static String rate(double perSecond) {
        return String.format(Locale.ROOT, "%,.0f", perSecond);
    }

    static String millis(double millis) {
        return String.format(Locale.ROOT, "%.1f ms", millis);
    }
}
