package dev.afterimage.system;

import dev.afterimage.localstack.part.Postgres;
import dev.afterimage.localstack.process.Ports;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Prometheus's exporter for PostgreSQL as a process, where this machine has it. */
final class PostgresExporter implements AutoCloseable {
    /** As Debian's package calls it. */
    private static final String PROGRAM = "prometheus-postgres-exporter";

    private final Process process;
    private final int port;

    private PostgresExporter(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Optional<Path> program() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .map(folder -> Path.of(folder, PROGRAM))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static PostgresExporter start(Path program, Postgres source, String database) throws IOException {
        int port = new Ports().free();
        ProcessBuilder builder = new ProcessBuilder(program.toString(), "--web.listen-address=127.0.0.1:" + port)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .put("DATA_SOURCE_URI", source.host() + ":" + source.port() + "/" + database + "?sslmode=disable");
        builder.environment().put("DATA_SOURCE_USER", source.user());
        builder.environment().put("DATA_SOURCE_PASS", source.password());
        return new PostgresExporter(builder.start(), port);
    }

    String address() {
        return "http://127.0.0.1:" + port + "/metrics";
    }

    @Override
    public void close() {
        process.destroy();
    }
}
