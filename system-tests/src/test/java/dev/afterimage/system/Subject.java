package dev.afterimage.system;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** A subject of the schema registry, by its Confluent-compatible door. */
record Subject(String registryUrl, String name) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Registers a schema, as somebody with a keyboard would. */
    void register(String schema) throws IOException, InterruptedException {
        send("POST", "/subjects/" + name + "/versions", Map.of("schema", schema));
    }

    void mode(String compatibility) throws IOException, InterruptedException {
        send("PUT", "/config/" + name, Map.of("compatibility", compatibility));
    }

    private void send(String method, String path, Map<String, String> body) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(registryUrl + path))
                            .timeout(Duration.ofSeconds(10))
                            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                            .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
            }
        }
    }
}
