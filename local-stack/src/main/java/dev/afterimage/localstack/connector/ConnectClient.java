package dev.afterimage.localstack.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.localstack.StackException;
import dev.afterimage.localstack.process.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** The part of Kafka Connect's REST API that the stack and its tests need. */
public final class ConnectClient {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ObjectMapper json = new ObjectMapper();
    private final String url;

    public ConnectClient(String url) {
        this.url = url;
    }

    /** Prepares the database and puts the connector up, in place of one of the same name, and waits until it runs. */
    public void create(Connector connector) {
        try {
            connector.prepareDatabase();
        } catch (java.sql.SQLException e) {
            throw new StackException("Cannot prepare the database " + connector.database() + ": " + e.getMessage(), e);
        }
        put(connector.name(), connector.settings());
        awaitRunning(connector.name());
    }

    /** Makes a connector or changes its settings. */
    public void put(String name, Map<String, String> settings) {
        BodyPublisher body;
        try {
            body = BodyPublishers.ofByteArray(json.writeValueAsBytes(settings));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("settings cannot be written as JSON", e);
        }
        demand("PUT", path(name) + "/config", body);
    }

    public void delete(String name) {
        demand("DELETE", path(name), BodyPublishers.noBody());
    }

    public void pause(String name) {
        demand("PUT", path(name) + "/pause", BodyPublishers.noBody());
    }

    public void resume(String name) {
        demand("PUT", path(name) + "/resume", BodyPublishers.noBody());
    }

    /** Stops the connector's tasks but keeps its settings and offsets. */
    public void stop(String name) {
        demand("PUT", path(name) + "/stop", BodyPublishers.noBody());
    }

    public void restart(String name) {
        demand("POST", path(name) + "/restart?includeTasks=true", BodyPublishers.noBody());
    }

    /** What Connect says about the connector and its tasks; a missing node where it knows of none. */
    public JsonNode status(String name) {
        HttpResponse<String> answer = send("GET", path(name) + "/status", BodyPublishers.noBody());
        if (answer.statusCode() == NOT_FOUND) {
            return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
        }
        try {
            return json.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new StackException("Kafka Connect answered something that is not JSON.", e);
        }
    }

    /** How far the connector got: the offsets of the source that Connect has kept, which it does when Kafka has everything before them. */
    public JsonNode offsets(String name) {
        HttpResponse<String> answer = send("GET", path(name) + "/offsets", BodyPublishers.noBody());
        if (answer.statusCode() != 200) {
            throw new StackException(
                    "Kafka Connect does not tell the offsets of " + name + ": status " + answer.statusCode());
        }
        try {
            return json.readTree(answer.body()).path("offsets");
        } catch (JsonProcessingException e) {
            throw new StackException("Kafka Connect answered something that is not JSON.", e);
        }
    }

    /** Waits until connector and task run; a task that failed is an error with its cause. */
    public void awaitRunning(String name) {
        boolean running = Waiting.until(PATIENCE, () -> {
            JsonNode task;
            try {
                task = status(name).path("tasks").path(0);
            } catch (StackException notYet) {
                return false;
            }
            if (task.path("state").asText().equals("FAILED")) {
                throw new StackException("The connector " + name + " failed: "
                        + task.path("trace").asText());
            }
            return task.path("state").asText().equals("RUNNING");
        });
        if (!running) {
            throw new StackException(
                    "The connector " + name + " did not run within " + PATIENCE.toSeconds() + " s: " + status(name));
        }
    }

    private String path(String name) {
        return "/connectors/" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    /** Sends until Connect is not in the middle of a rebalance, and takes nothing but success for an answer. */
    private void demand(String method, String path, BodyPublisher body) {
        boolean done = Waiting.until(PATIENCE, () -> {
            HttpResponse<String> answer = send(method, path, body);
            if (answer.statusCode() == CONFLICT || answer.statusCode() >= 500) {
                return false;
            }
            if (answer.statusCode() >= 300) {
                throw new StackException("Kafka Connect refused " + method + " " + path + " with status "
                        + answer.statusCode() + ": " + answer.body());
            }
            return true;
        });
        if (!done) {
            throw new StackException(
                    "Kafka Connect did not accept " + method + " " + path + " within " + PATIENCE.toSeconds() + " s.");
        }
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(REQUEST_TIMEOUT)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new StackException("Kafka Connect at " + url + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while talking to Kafka Connect.", e);
        }
    }
}
