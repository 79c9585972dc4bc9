package dev.afterimage.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.afterimage.localstack.part.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** An indexer's HTTP door, by its public contract. */
record Api(Service service) {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** What the service tells of a table; a missing node while it tells nothing. */
    JsonNode table(String table) {
        try {
            HttpResponse<String> answer = send(request("/api/v1/tables/public." + table));
            return answer.statusCode() == 200 ? new ObjectMapper().readTree(answer.body()) : MissingNode.getInstance();
        } catch (JsonProcessingException e) {
            throw new AssertionError("the service answered something that is not JSON", e);
        } catch (IOException notYet) {
            return MissingNode.getInstance();
        }
    }

    /** Whether the table does not flow for this reason. */
    boolean blocked(String table, String state, String category) {
        JsonNode told = table(table);
        return told.path("state").asText().equals(state)
                && told.path("category").asText().equals(category);
    }

    boolean flows(String table) {
        return table(table).path("state").asText().equals("flowing");
    }

    int readiness() throws IOException {
        return send(request("/health/readiness")).statusCode();
    }

    /** @param token what the caller brings, or nothing if empty */
    int openEpoch(String source, String token) throws IOException {
        HttpRequest.Builder request = request("/api/v1/sources/" + source + "/epochs")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"));
        return send(token.isEmpty() ? request : request.header("Authorization", "Bearer " + token))
                .statusCode();
    }

    /** What the service tells of the rebuild of an index; a missing node while it tells nothing. */
    JsonNode rebuild(String index) {
        try {
            HttpResponse<String> answer = send(request("/api/v1/rebuilds/" + index));
            return answer.statusCode() == 200 ? new ObjectMapper().readTree(answer.body()) : MissingNode.getInstance();
        } catch (JsonProcessingException e) {
            throw new AssertionError("the service answered something that is not JSON", e);
        } catch (IOException notYet) {
            return MissingNode.getInstance();
        }
    }

    /**
     * Orders something about rebuilds.
     *
     * @param path behind {@code /api/v1/rebuilds}
     * @param token what the caller brings, or nothing if empty
     * @return the status
     */
    int orderRebuild(String path, String json, String token) throws IOException {
        HttpRequest.Builder request = request("/api/v1/rebuilds" + path)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json));
        return send(token.isEmpty() ? request : request.header("Authorization", "Bearer " + token))
                .statusCode();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(service.url() + path)).timeout(TIMEOUT);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while talking to the service", e);
        }
    }
}
