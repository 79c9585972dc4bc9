package dev.afterimage.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.localstack.part.Service;
import dev.afterimage.localstack.part.ServiceKind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reconcilers of one mirror, by their public contract. */
final class Reconciler implements AutoCloseable {
    static final String TOKEN = "a-token-of-the-system-tests";
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Mirror mirror;
    private final Map<String, String> settings;
    private final List<Service> services = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    private Reconciler(Mirror mirror, Map<String, String> settings) {
        this.mirror = mirror;
        this.settings = settings;
    }

    static Reconciler start(Mirror mirror, String... more) {
        String name = mirror.connector().topicPrefix();
        mirror.stack().postgres().createDatabase("recon_" + name);
        Map<String, String> settings =
                new HashMap<>(mirror.stack().reconciling(mirror.connector().database()));
        settings.put("AFTERIMAGE_TOPIC_PREFIX", name);
        settings.put("AFTERIMAGE_OPERATOR_TOKEN", TOKEN);
        settings.put("AFTERIMAGE_RECONCILER_INDEXER_GROUP", mirror.group());
        settings.put("AFTERIMAGE_RECONCILER_CRON", "never");
        settings.put("AFTERIMAGE_RECONCILER_SECOND_LOOK", "200ms");
        settings.put("DATASOURCES_DEFAULT_URL", mirror.stack().postgres().jdbcUrl("recon_" + name));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        Reconciler reconciler = new Reconciler(mirror, settings);
        reconciler.another();
        return reconciler;
    }

    /** One more instance. */
    Service another() {
        Service service = mirror.stack().services().start(ServiceKind.RECONCILER, settings);
        services.add(service);
        return service;
    }

    Service service() {
        return services.getFirst();
    }

    /** Orders a reconciliation and waits for its end. */
    JsonNode reconcile(String depth, boolean repair, String... tables) {
        return await(order(depth, repair, tables));
    }

    String order(String depth, boolean repair, String... tables) {
        String names = List.of(tables).stream()
                .map(table -> "\"public." + table + "\"")
                .collect(Collectors.joining(",", "[", "]"));
        return post(
                        "/api/v1/reconciliations",
                        "{\"tables\": " + names + ", \"depth\": \"" + depth + "\", \"repair\": " + repair + "}")
                .path("id")
                .asText();
    }

    JsonNode await(String id) {
        org.awaitility.Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> over(run(id)));
        return run(id);
    }

    static boolean over(JsonNode run) {
        return !List.of("waiting", "running").contains(run.path("state").asText());
    }

    JsonNode run(String id) {
        return get("/api/v1/reconciliations/" + id);
    }

    /** The ids of one kind of difference of the only table of a run, in order. */
    static List<String> keys(JsonNode run, String kind) {
        List<String> keys = new ArrayList<>();
        run.path("tables")
                .path(0)
                .path(kind)
                .forEach(one -> keys.add(one.path("key").asText()));
        keys.sort(null);
        return keys;
    }

    /** One difference of the only table of a run. */
    static JsonNode finding(JsonNode run, String kind, String key) {
        for (JsonNode one : run.path("tables").path(0).path(kind)) {
            if (one.path("key").asText().equals(key)) {
                return one;
            }
        }
        throw new AssertionError("no " + kind + " " + key + " in " + run);
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

    String page(String path) {
        return text(request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(service().url() + path)).timeout(Duration.ofSeconds(20));
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            return JSON.readTree(text(request));
        } catch (IOException e) {
            throw new AssertionError("the service answered something that is not JSON", e);
        }
    }

    private String text(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() >= 400) {
                throw new AssertionError(answer.statusCode() + " " + answer.body());
            }
            return answer.body();
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
        services.forEach(mirror.stack().services()::remove);
    }
}
