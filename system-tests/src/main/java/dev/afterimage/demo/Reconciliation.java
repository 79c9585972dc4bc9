package dev.afterimage.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.localstack.StackException;
import dev.afterimage.localstack.part.Service;
import dev.afterimage.localstack.process.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Orders reconciliations of the reconciler and reads what it found. */
final class Reconciliation {
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final Service service;
    private final String token;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    /** @param token the operator's */
    Reconciliation(Service service, String token) {
        this.service = service;
        this.token = token;
    }

    /**
     * Runs one and waits for its end.
     *
     * @param tables a JSON array of names; empty means all
     */
    JsonNode run(String tables, boolean repair) {
        String id = send(request("/api/v1/reconciliations")
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"tables\": " + tables + ", \"repair\": " + repair + "}")))
                .path("id")
                .asText();
        boolean over = Waiting.until(PATIENCE, () -> {
            String state = one(id).path("state").asText();
            return !state.equals("waiting") && !state.equals("running");
        });
        if (!over) {
            throw new StackException("The reconciliation did not end within " + PATIENCE.toSeconds() + " s.");
        }
        return one(id);
    }

    private JsonNode one(String id) {
        return send(request("/api/v1/reconciliations/" + id).GET());
    }

    /** The keys of a run's only table by the kind of their difference. */
    static Map<String, Set<String>> keys(JsonNode run) {
        Map<String, Set<String>> keys = new TreeMap<>();
        for (String kind : Set.of("missing", "extra", "stale", "different")) {
            for (JsonNode finding : run.path("tables").path(0).path(kind)) {
                keys.computeIfAbsent(kind, made -> new TreeSet<>())
                        .add(finding.path("key").asText());
            }
        }
        return keys;
    }

    /** Rows, documents and differences of all tables, in a line each. */
    static String words(JsonNode run) {
        StringBuilder words =
                new StringBuilder("reconciler: " + run.path("state").asText());
        for (JsonNode table : run.path("tables")) {
            JsonNode counts = table.path("counts");
            words.append(String.format(
                    "%n  %-20s %,9d rows %,9d documents  %d missing, %d extra, %d stale, %d different",
                    table.path("table").asText(),
                    table.path("rows").asLong(),
                    table.path("documents").asLong(),
                    counts.path("missing").asLong(),
                    counts.path("extra").asLong(),
                    counts.path("stale").asLong(),
                    counts.path("different").asLong()));
        }
        return words.toString();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(service.url() + path)).timeout(Duration.ofSeconds(20));
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new StackException("The reconciler answered " + answer.statusCode() + ": " + answer.body());
            }
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new StackException("The reconciler does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while talking to the reconciler.", e);
        }
    }
}
