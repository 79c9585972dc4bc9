package dev.afterimage.localstack.container;

import dev.afterimage.localstack.connector.Databases;
import dev.afterimage.localstack.connector.SourceDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** A PostgreSQL server with logical decoding in a container; connectors reach it by its name on the network. */
final class PostgresContainer implements SourceDatabase {
    private static final String NAME = "postgres";
    private static final String USER = "afterimage";
    private static final int PORT = 5432;

    private final String password = UUID.randomUUID().toString();
    private final GenericContainer<?> container;

    PostgresContainer(Network network) {
        this.container = new GenericContainer<>(DockerImageName.parse(Images.postgres()))
                .withNetwork(network)
                .withNetworkAliases(NAME)
                .withExposedPorts(PORT)
                .withEnv("POSTGRES_USER", USER)
                .withEnv("POSTGRES_PASSWORD", password)
                .withCommand(
                        "postgres",
                        "-c",
                        "wal_level=logical",
                        "-c",
                        "max_wal_senders=40",
                        "-c",
                        "max_replication_slots=40")
                // It starts twice: once to make its files, and once to serve.
                .waitingFor(Wait.forLogMessage(".*database system is ready to accept connections.*", 2)
                        .withStartupTimeout(Duration.ofMinutes(2)));
    }

    GenericContainer<?> container() {
        return container;
    }

    @Override
    public String host() {
        return NAME;
    }

    @Override
    public int port() {
        return PORT;
    }

    @Override
    public String user() {
        return USER;
    }

    @Override
    public String password() {
        return password;
    }

    @Override
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + container.getHost() + ":" + container.getMappedPort(PORT) + "/" + database,
                USER,
                password);
    }

    @Override
    public void createDatabase(String database) {
        Databases.create(this, "postgres", database);
    }
}
