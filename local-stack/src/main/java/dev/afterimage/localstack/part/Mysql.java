package dev.afterimage.localstack.part;

import dev.afterimage.localstack.StackException;
import dev.afterimage.localstack.connector.SourceDatabase;
import dev.afterimage.localstack.process.Launch;
import dev.afterimage.localstack.process.PartProcess;
import dev.afterimage.localstack.process.Recipe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A MySQL server with a row-based binary log and GTIDs, reachable on the loopback address only. */
public final class Mysql implements Part, Recipe, SourceDatabase {
    public static final String NAME = "mysql";
    private static final String USER = "afterimage";
    private static final String ADMIN_DATABASE = "mysql";
    private static final String LIBRARY = "libaio.so.1";

    private final Site site;
    private final PartProcess process;
    private final int port;
    private final String password;
    private final Path data;

    public Mysql(Site site) {
        this.site = site;
        this.process = site.process(this);
        this.port = site.portFor(NAME);
        this.data = site.run().folder(NAME).resolve("data");
        this.password = Secrets.kept(site.run().folder(NAME).resolve("password"));
    }

    /** What this machine lacks to run it and how that is mended, in one sentence; nothing where it runs. */
    public static Optional<String> missing(Site site) {
        Path program = program(site.archives().mysql());
        try {
            Process asked = new ProcessBuilder(program.toString(), "--no-defaults", "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            if (asked.waitFor(30, TimeUnit.SECONDS) && asked.exitValue() == 0) {
                return Optional.empty();
            }
            asked.destroyForcibly();
            return Optional.of("MySQL needs the system library " + LIBRARY
                    + ", which this machine lacks: install it (Debian: apt-get install libaio1).");
        } catch (IOException e) {
            return Optional.of("MySQL cannot be run here: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while MySQL was tried.", e);
        }
    }

    @Override
    public Launch launch() {
        Path base = site.archives().mysql();
        if (!Files.isDirectory(data)) {
            missing(site).ifPresent(why -> {
                throw new StackException(why);
            });
            initialise(base);
        }
        List<String> command = new ArrayList<>(common(base));
        command.addAll(List.of(
                "--bind-address=" + Site.LOOPBACK,
                "--port=" + port,
                // Relative to the data folder: the name of a socket may have a hundred bytes only.
                "--socket=mysql.sock",
                "--pid-file=mysql.pid",
                "--mysqlx=OFF",
                "--skip-name-resolve",
                "--default-time-zone=+00:00",
                "--character-set-server=utf8mb4",
                "--server-id=1",
                "--log-bin=binlog",
                "--binlog-format=ROW",
                "--binlog-row-image=FULL",
                "--gtid-mode=ON",
                "--enforce-gtid-consistency=ON",
                "--max-allowed-packet=64M",
                "--performance-schema=OFF",
                // Safe against the end of the process, which is all that happens here; not against that of the machine.
                "--innodb-flush-log-at-trx-commit=2",
                "--sync-binlog=0"));
        return Launch.of(site.run().folder(NAME), command).asUnprivileged();
    }

    private List<String> common(Path base) {
        return List.of(
                program(base).toString(),
                "--no-defaults",
                "--basedir=" + base,
                "--datadir=" + data,
                "--innodb-buffer-pool-size=64M",
                "--innodb-use-native-aio=OFF");
    }

    private void initialise(Path base) {
        Path folder = site.run().folder(NAME);
        Path accounts = folder.resolve("accounts.sql");
        try {
            Files.writeString(
                    accounts,
                    "ALTER USER 'root'@'localhost' IDENTIFIED BY '" + password + "';\n"
                            + "CREATE USER '" + USER + "'@'%' IDENTIFIED BY '" + password + "';\n"
                            + "GRANT ALL ON *.* TO '" + USER + "'@'%' WITH GRANT OPTION;\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        site.privileges().handOver(folder);
        List<String> command = new ArrayList<>(site.privileges().dropping());
        command.addAll(common(base));
        command.addAll(List.of("--initialize-insecure", "--init-file=" + accounts));
        try {
            Process initialised = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(logFile().toFile()))
                    .start();
            if (!initialised.waitFor(120, TimeUnit.SECONDS) || initialised.exitValue() != 0) {
                initialised.destroyForcibly();
                throw new StackException("mysqld could not make its data folder; see " + logFile() + ".");
            }
            Files.delete(accounts);
        } catch (IOException e) {
            throw new StackException("Cannot run mysqld: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while mysqld made its data folder.", e);
        }
    }

    private static Path program(Path base) {
        return base.resolve("bin/mysqld");
    }

    @Override
    public boolean serves() throws SQLException {
        try (Connection connection = connect(ADMIN_DATABASE)) {
            return connection.isValid(2);
        }
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
        try (Connection connection = connect(ADMIN_DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute("create database if not exists `" + database.replace("`", "``") + "`");
        } catch (SQLException e) {
            throw new StackException("Cannot create the database " + database + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), USER, password);
    }

    public String jdbcUrl(String database) {
        return "jdbc:mysql://" + Site.LOOPBACK + ":" + port + "/" + database
                + "?connectTimeout=5000&sslMode=DISABLED&allowPublicKeyRetrieval=true&connectionTimeZone=UTC";
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
