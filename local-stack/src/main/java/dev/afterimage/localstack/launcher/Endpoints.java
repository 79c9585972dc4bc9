package dev.afterimage.localstack.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.StackException;
import dev.afterimage.localstack.connector.WireFormat;
import dev.afterimage.localstack.part.Part;
import dev.afterimage.localstack.part.Postgres;
import dev.afterimage.localstack.part.ServiceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes where everything is, for people and for programs, to endpoints.json; only its owner can read the secrets in it. */
final class Endpoints {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final String topicPrefix;
    private final String database;
    private final WireFormat format;
    private final String operatorToken;

    Endpoints(Path file, String topicPrefix, String database, WireFormat format, String operatorToken) {
        this.file = file;
        this.topicPrefix = topicPrefix;
        this.database = database;
        this.format = format;
        this.operatorToken = operatorToken;
    }

    /** Replaces the file at once, so that a reader never sees half of it. */
    void write(LocalStack stack) {
        try {
            Path half = file.resolveSibling("." + file.getFileName());
            Files.deleteIfExists(half);
            Files.createFile(half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(half, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json(stack)));
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StackException("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    ObjectNode json(LocalStack stack) {
        ObjectNode root = JSON.createObjectNode();
        root.put("topicPrefix", topicPrefix);
        root.put("format", format.text());
        root.put("operatorToken", operatorToken);
        Postgres postgres = stack.postgres();
        part(root, "postgres", postgres)
                .put("jdbcUrl", postgres.jdbcUrl(database))
                .put("host", postgres.host())
                .put("port", postgres.port())
                .put("database", database)
                .put("user", postgres.user())
                .put("password", postgres.password());
        part(root, "kafka", stack.kafka()).put("bootstrapServers", stack.kafka().bootstrapServers());
        part(root, "connect", stack.connect()).put("url", stack.connect().url());
        part(root, "registry", stack.registry()).put("url", stack.registry().url());
        part(root, "elasticsearch", stack.elasticsearch())
                .put("url", stack.elasticsearch().url());
        ObjectNode services = root.putObject("services");
        for (ServiceKind kind : ServiceKind.values()) {
            stack.services().all(kind).stream().findFirst().ifPresent(service -> part(services, kind.text(), service)
                    .put("url", service.url()));
        }
        return root;
    }

    private static ObjectNode part(ObjectNode parent, String name, Part part) {
        ObjectNode node = parent.putObject(name);
        if (part.isRunning()) {
            node.put("pid", part.pid());
        }
        return node;
    }
}
