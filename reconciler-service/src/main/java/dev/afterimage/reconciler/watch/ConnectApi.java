package dev.afterimage.reconciler.watch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.reconciler.config.TopicPrefix;
import dev.afterimage.reconciler.config.WatchProperties;
import dev.afterimage.reconciler.watch.judge.ConnectorFacts;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Kafka Connect's REST API. Thread-safe. */
@Singleton
public final class ConnectApi {
    private final @Nullable HttpJson http;
    private final String prefix;
    private final List<String> names;

    ConnectApi(WatchProperties properties, TopicPrefix prefix) {
        URI url = properties.connectUrl();
        this.http = url == null
                ? null
                : HttpJson.basic("Kafka Connect", url, properties.connectUsername(), properties.connectPassword());
        this.prefix = prefix.topicPrefix();
        this.names = properties.connectors();
    }

    /** Whether its address is set. */
    public boolean watched() {
        return http != null;
    }

    /** Names of connectors that must be there; empty where any with our prefix will do. */
    List<String> names() {
        return names;
    }

    /**
     * The connectors that are ours: those named, else those with our topic prefix.
     *
     * @throws WatchException if Connect refuses or does not answer
     */
    public List<ConnectorFacts> connectors() throws InterruptedException {
        List<ConnectorFacts> ours = new ArrayList<>();
        for (JsonNode one : get("/connectors?expand=status&expand=info")) {
            ConnectorFacts connector = facts(one);
            boolean wanted = names.isEmpty()
                    ? connector.setting("topic.prefix", "").equals(prefix)
                    : names.contains(connector.name());
            if (wanted) {
                ours.add(connector);
            }
        }
        return ours;
    }

    /** Versions of the installed plugins by class. */
    public Map<String, String> plugins() throws InterruptedException {
        Map<String, String> versions = new HashMap<>();
        get("/connector-plugins")
                .forEach(plugin -> versions.put(
                        plugin.path("class").asText(), plugin.path("version").asText()));
        return versions;
    }

    private JsonNode get(String path) throws InterruptedException {
        if (http == null) {
            throw new WatchException("afterimage.reconciler.watch.connect-url is not set");
        }
        return http.require(path);
    }

    private static ConnectorFacts facts(JsonNode one) {
        JsonNode status = one.path("status");
        Map<String, String> settings = new HashMap<>();
        one.path("info")
                .path("config")
                .properties()
                .forEach(entry -> settings.put(entry.getKey(), entry.getValue().asText()));
        List<ConnectorFacts.Task> tasks = new ArrayList<>();
        status.path("tasks")
                .forEach(task -> tasks.add(new ConnectorFacts.Task(
                        task.path("id").asInt(),
                        task.path("state").asText("UNASSIGNED"),
                        task.path("trace").asText(""))));
        return new ConnectorFacts(
                status.path("name").asText(one.path("info").path("name").asText()),
                status.path("connector").path("state").asText("UNASSIGNED"),
                status.path("connector").path("trace").asText(""),
                tasks,
                settings);
    }
}
