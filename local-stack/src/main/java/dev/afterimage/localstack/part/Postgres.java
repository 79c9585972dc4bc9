package dev.afterimage.localstack.part;

import dev.afterimage.localstack.StackException;
import dev.afterimage.localstack.connector.Databases;
import dev.afterimage.localstack.connector.SourceDatabase;
import dev.afterimage.localstack.process.Launch;
import dev.afterimage.localstack.process.PartProcess;
import dev.afterimage.localstack.process.Recipe;
import dev.afterimage.localstack.process.Signal;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL server with logical decoding, reachable on the loopback address only. */
public final class Postgres implements Part, Recipe, SourceDatabase {
    public static final String NAME = "postgres";
    private static final String USER = "afterimage";
    private static final String ADMIN_DATABASE = "postgres";

    private final Site site;
    private final PartProcess process;
    private final int port;
    private final String password;
    private final Path data;

    public Postgres(Site site) {
        this.site = site;
        this.process = site.process(this);
        this.port = site.portFor(NAME);
        this.data = site.run().folder(NAME).resolve("data");
        this.password = Secrets.kept(site.run().folder(NAME).resolve("password"));
    }

    @Override
    public Launch launch() {
        Path binaries = site.archives().postgres();
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise(binaries);
        }
        return Launch.of(
                        site.run().folder(NAME),
                        List.of(
                                binaries.resolve("bin/postgres").toString(),
                                "-D",
                                data.toString(),
                                "-p",
                                Integer.toString(port),
                                "-c",
                                "listen_addresses=" + Site.LOOPBACK,
                                "-c",
                                "unix_socket_directories=",
                                "-c",
                                "wal_level=logical",
                                "-c",
                                "max_wal_senders=40",
                                "-c",
                                "max_replication_slots=40",
                                "-c",
                                "max_connections=200",
                                "-c",
                                "shared_buffers=64MB",
                                "-c",
                                "max_wal_size=2GB"))
                .asUnprivileged();
    }

    private void initialise(Path binaries) {
        Path folder = site.run().folder(NAME);
        site.privileges().handOver(folder);
        List<String> command = new ArrayList<>(site.privileges().dropping());
        command.addAll(List.of(
                binaries.resolve("bin/initdb").toString(),
                "--pgdata=" + data,
                "--username=" + USER,
                "--pwfile=" + folder.resolve("password"),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync"));
        try {
            Process initdb = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(logFile().toFile()))
                    .start();
            if (!initdb.waitFor(60, TimeUnit.SECONDS) || initdb.exitValue() != 0) {
                initdb.destroyForcibly();
                throw new StackException("initdb failed; see " + logFile() + ".");
            }
        } catch (IOException e) {
            throw new StackException("Cannot run initdb: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while initdb ran.", e);
        }
    }

    @Override
    public boolean serves() throws SQLException {
        try (Connection connection = connect(ADMIN_DATABASE)) {
            return connection.isValid(2);
        }
    }

    @Override
    public Signal stopSignal() {
        return Signal.INT;
    }

    @Override
    public PartProcess process() {
        return process;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void createDatabase(String database) {
        Databases.create(this, ADMIN_DATABASE, database);
    }

    @Override
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), USER, password);
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + Site.LOOPBACK + ":" + port + "/" + database
                + "?connectTimeout=5&tcpKeepAlive=true";
    }

    @Override
    public String host() {
        return Site.LOOPBACK;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String user() {
        return USER;
    }

    @Override
    public String password() {
        return password;
    }
}
