package dev.afterimage.benchmarks.reconciler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.benchmarks.measure.Wait;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

/** Orders reconciliations and waits for them. */
final class ReconcilerClient {
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private final String url;
    private final String token;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    ReconcilerClient(String url, String token) {
        this.url = url;
        this.token = token;
    }

    /** What a run of one table found. */
    record Result(JsonNode table, double seconds) {
        String state() {
            return table.path("state").asText();
        }

        long moved() {
            return table.path("moved").asLong();
        }
    }

    Result run(String depth) {
        String id = call(request("/api/v1/reconciliations")
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(
                                "{\"tables\": [\"" + BenchTable.NAME + "\"], \"depth\": \"" + depth + "\"}")))
                .path("id")
                .asText();
        Wait.until("a reconciliation", PATIENCE, Duration.ofMillis(50), () -> {
            String state = one(id).path("state").asText();
            return !state.equals("waiting") && !state.equals("running");
        });
        JsonNode table = one(id).path("tables").path(0);
        Instant from = Instant.parse(table.path("startedAt").asText());
        Instant to = Instant.parse(table.path("endedAt").asText());
        return new Result(table, Duration.between(from, to).toNanos() / 1e9);
    }

    private JsonNode one(String id) {
        return call(request("/api/v1/reconciliations/" + id).GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(30));
    }

    private JsonNode call(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(
                        "the reconciler answered " + answer.statusCode() + ": " + answer.body());
            }
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException("the reconciler does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
