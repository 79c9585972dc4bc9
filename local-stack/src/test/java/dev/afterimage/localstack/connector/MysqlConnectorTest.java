package dev.afterimage.localstack.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.localstack.artifact.Checkout;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MysqlConnectorTest {
    private static final SourceDatabase SOMEWHERE = new Unreached();

    private final MysqlConnector connector = new MysqlConnector(
            SOMEWHERE,
            Checkout.find().root().resolve(Path.of("deploy", "connectors")),
            "kafka:9092",
            "inventory",
            Map.of());

    @Test
    void theShippedSettingsCarryTheNameWhereverTheyNameTheDatabase() {
        assertThat(connector.settings())
                .containsEntry("topic.prefix", "inventory")
                .containsEntry("database.include.list", "inventory")
                .containsEntry("table.include.list", "inventory\\..*")
                .containsEntry("signal.data.collection", "inventory.afterimage_signal")
                .containsEntry("schema.history.internal.kafka.topic", "inventory.schema-history")
                .containsEntry("schema.history.internal.kafka.bootstrap.servers", "kafka:9092")
                .containsEntry("database.port", "3306")
                .containsEntry("provide.transaction.metadata", "true");
        assertThat(connector.settings().values())
                .noneMatch(value -> value.contains("${env:"))
                .noneMatch(value -> value.matches(".*\\bshop\\b.*"));
    }

    @Test
    void twoConnectorsFollowOneServerUnderDifferentNumbers() {
        MysqlConnector other = new MysqlConnector(SOMEWHERE, connector.shipped(), "kafka:9092", "warehouse", Map.of());
        assertThat(other.settings().get("database.server.id"))
                .isNotEqualTo(connector.settings().get("database.server.id"));
    }

    @Test
    void anOverrideWins() {
        assertThat(connector.with("poll.interval.ms", "5").settings()).containsEntry("poll.interval.ms", "5");
        assertThat(connector.settings()).containsEntry("poll.interval.ms", "10");
    }

    /** A server that is only named. */
    private record Unreached() implements SourceDatabase {
        @Override
        public String host() {
            return "db";
        }

        @Override
        public int port() {
            return 3306;
        }

        @Override
        public String user() {
            return "admin";
        }

        @Override
        public String password() {
            return "secret";
        }

        @Override
        public Connection connect(String database) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void createDatabase(String database) {
            throw new UnsupportedOperationException();
        }
    }
}
