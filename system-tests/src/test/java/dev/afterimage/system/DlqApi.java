package dev.afterimage.system;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.part.Service;
import dev.afterimage.localstack.part.ServiceKind;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The dead-letter service's HTTP door, by its public contract. */
final class DlqApi implements AutoCloseable {
    private static final String TOKEN = "a-token-of-the-system-tests";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalStack stack;
    private final Service service;
    private final HttpClient http = HttpClient.newHttpClient();

    private DlqApi(LocalStack stack, Service service) {
        this.stack = stack;
        this.service = service;
    }

    /** The topic of dead letters of a test that shares neither topic nor database with others. */
    static String letterTopic(String name) {
        return "afterimage." + name + ".dead-letters";
    }

    /** Starts the service with a database and a topic of dead letters of its own. */
    static DlqApi start(LocalStack stack, String name) {
        return start(stack, name, Map.of());
    }

    /** As {@link #start(LocalStack, String)}, with more settings. */
    static DlqApi start(LocalStack stack, String name, Map<String, String> more) {
        String database = "dlq_" + name;
        stack.postgres().createDatabase(database);
        Map<String, String> settings = new HashMap<>(Map.of(
                "AFTERIMAGE_OPERATOR_TOKEN",
                TOKEN,
                "AFTERIMAGE_DLQ_DEAD_LETTER_TOPICS",
                letterTopic(name),
                "AFTERIMAGE_DLQ_CONSUMER_GROUP",
                "dlq-" + name,
                "DATASOURCES_DEFAULT_URL",
                stack.postgres().jdbcUrl(database)));
        settings.putAll(more);
        return new DlqApi(stack, stack.services().start(ServiceKind.DLQ, settings));
    }

    Service service() {
        return service;
    }

    /** The dead letters of a topic, the oldest failure first. */
    List<JsonNode> letters(String topic) {
        List<JsonNode> letters = new ArrayList<>();
        get("/api/v1/dead-letters?limit=500&topic=" + URLEncoder.encode(topic, StandardCharsets.UTF_8))
                .path("items")
                .forEach(letters::addFirst);
        return letters;
    }

    List<JsonNode> awaitLetters(String topic, int count) {
        await().atMost(Mirror.PATIENCE)
                .ignoreExceptions()
                .until(() -> letters(topic).size() == count);
        return letters(topic);
    }

    /** Waits until every dead letter of a topic is resolved, and tells how, the oldest first. */
    List<String> awaitResolved(String topic) {
        await().atMost(Mirror.PATIENCE).ignoreExceptions().until(() -> letters(topic).stream()
                .allMatch(letter -> letter.path("state").asText().equals("resolved")));
        return letters(topic).stream()
                .map(letter -> letter.path("resolution").asText())
                .toList();
    }

    JsonNode letter(String id) {
        return get("/api/v1/dead-letters/" + id);
    }

    JsonNode redrive(String id) {
        return post("/api/v1/dead-letters/" + id + "/redrive", "{}");
    }

    /** Releases all of a filter and waits for the end; answers how it ended. */
    JsonNode release(String filter) {
        String id = post("/api/v1/redrives", "{\"filter\": " + filter + ", \"rate\": 1000}")
                .path("id")
                .asText();
        await().atMost(Mirror.PATIENCE).until(() -> {
            String stage = get("/api/v1/redrives/" + id).path("stage").asText();
            return stage.equals("done") || stage.equals("stopped");
        });
        return get("/api/v1/redrives/" + id);
    }

    JsonNode get(String path) {
        return send(request(path).GET());
    }

    JsonNode post(String path, String json) {
        return send(request(path)
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(service.url() + path)).timeout(Duration.ofSeconds(20));
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() >= 400) {
                throw new AssertionError(answer.statusCode() + " " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError("the service does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while talking to the service", e);
        }
    }

    @Override
    public void close() {
        http.close();
        stack.services().remove(service);
    }
}
