package dev.afterimage.system;

import static org.awaitility.Awaitility.await;

import dev.afterimage.localstack.connector.PostgresConnector;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;

/** Removes the replication slots of connectors that are gone, so that the log they hold back can go too. */
final class Slots {
    private Slots() {}

    static void drop(PostgresConnector connector) {
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            try (Connection connection = connector.postgres().connect(connector.database());
                    Statement statement = connection.createStatement()) {
                statement.execute(
                        "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = '"
                                + connector.slot() + "'");
                return true;
            }
        });
    }
}
