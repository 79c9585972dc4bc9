package dev.afterimage.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.localstack.StackException;
import dev.afterimage.localstack.part.Postgres;
import dev.afterimage.localstack.part.Service;
import dev.afterimage.localstack.process.Waiting;
import dev.afterimage.localstack.proof.IndexClient;
import dev.afterimage.localstack.proof.ProvenTable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Rows that the index cannot take: they are parked, the cause is mended, and the whole group comes home. */
final class Poison implements AutoCloseable {
    /** The settings of the table that the poison needs. */
    static final String TABLES = """
            afterimage:
              tables:
                - name: public.returns
                  objects: [form]
            """;

    static final String TABLE = "returns";
    private static final int ROWS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Nested deeper than an index takes until its limit is raised. */
    private static final String TOO_DEEP = "(repeat('{\"a\":', 30) || '1' || repeat('}', 30))::jsonb";

    private final Postgres postgres;
    private final String database;
    private final IndexClient index;
    private final ProvenTable table;
    private final Service dlq;
    private final String token;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    /** @param token the operator's, for the dead-letter service */
    Poison(Postgres postgres, String database, IndexClient index, Service dlq, String token) {
        this.postgres = postgres;
        this.database = database;
        this.index = index;
        this.table = ProvenTable.of(database, TABLE);
        this.dlq = dlq;
        this.token = token;
    }

    /** Brings rows that cannot be indexed; answers the cause that the service found, once all are parked. */
    JsonNode strike() throws SQLException {
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("create table public.returns (id int primary key, form jsonb)");
            statement.execute("insert into public.returns select i, '{}' from generate_series(1, 100) i");
            await("the returns were not indexed", () -> index.count(table.index(), "{}") == 100);
            statement.execute("update public.returns set form = " + TOO_DEEP + " where id <= " + ROWS);
        }
        await("the poisoned rows were not parked", () -> cause().path("count").asInt() == ROWS);
        return cause();
    }

    /** Lets the index take such rows. */
    void mend() {
        index.call("PUT", "/" + table.index() + "/_settings", "{\"index.mapping.depth.limit\": 100}");
    }

    /** Releases the group and waits for its end. */
    JsonNode release(JsonNode cause) {
        String filter = "{\"fingerprint\": \"" + cause.path("fingerprint").asText() + "\"}";
        String id = send(request("/api/v1/redrives")
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"filter\": " + filter + ", \"rate\": 100}")))
                .path("id")
                .asText();
        await("the release did not end", () -> over(get("/api/v1/redrives/" + id)));
        JsonNode release = get("/api/v1/redrives/" + id);
        if (!release.path("stage").asText().equals("done")
                || release.path("home").asInt() != ROWS) {
            throw new StackException("The group did not come home: " + release + ".");
        }
        return release;
    }

    private static boolean over(JsonNode release) {
        return release.path("stage").asText().equals("done")
                || release.path("stage").asText().equals("stopped");
    }

    private JsonNode cause() {
        for (JsonNode cause : get("/api/v1/causes").path("items")) {
            if (cause.path("topic").asText().equals(table.topic())) {
                return cause;
            }
        }
        return json.missingNode();
    }

    private JsonNode get(String path) {
        return send(request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(dlq.url() + path)).timeout(Duration.ofSeconds(10));
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() >= 400) {
                throw new StackException(
                        "The dead-letter service answered " + answer.statusCode() + ": " + answer.body());
            }
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new StackException("The dead-letter service does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while talking to the dead-letter service.", e);
        }
    }

    private static void await(String otherwise, BooleanSupplier condition) {
        if (!Waiting.until(PATIENCE, condition)) {
            throw new StackException("Within " + PATIENCE.toSeconds() + " s " + otherwise + ".");
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
