package dev.afterimage.system;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.localstack.process.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One of the services as the container that its image makes: no root, no capabilities, nothing to write but /tmp, on the host's network. */
final class Container implements AutoCloseable {
    private static final String TAG = System.getProperty("afterimage.images.tag", "0.1.0");
    /** How long Docker waits after SIGTERM before it kills, as the manifests have it. */
    private static final int GRACE_SECONDS = 30;

    private static final int KILLED = 137;

    private final String id;
    private final String url;

    private Container(String id, String url) {
        this.id = id;
        this.url = url;
    }

    /** Whether an engine answers that has the images. */
    static boolean isPossible() {
        try {
            return output(List.of("docker", "images", "--quiet", "afterimage/indexer-service:" + TAG))
                                    .exit()
                            == 0
                    && !output(List.of("docker", "images", "--quiet", "afterimage/indexer-service:" + TAG))
                            .text()
                            .isBlank();
        } catch (IOException noDocker) {
            return false;
        }
    }

    static Container run(String service, Map<String, String> settings) throws IOException {
        int port = new Ports().free();
        List<String> command = new ArrayList<>(List.of("docker", "run", "--detach", "--network=host", "--read-only"));
        command.addAll(List.of("--cap-drop=ALL", "--security-opt=no-new-privileges", "--memory=1g"));
        command.addAll(List.of("--tmpfs=/tmp:exec,mode=1777,size=128m", "--tmpfs=/var/lib/afterimage:mode=1777"));
        settings.forEach((name, value) -> command.addAll(List.of("--env", name + "=" + value)));
        command.addAll(List.of("--env", "MICRONAUT_SERVER_HOST=127.0.0.1", "--env", "MICRONAUT_SERVER_PORT=" + port));
        command.addAll(List.of("--env", "JAVA_TOOL_OPTIONS=-Xmx400m", "afterimage/" + service + ":" + TAG));
        return new Container(demand(command), "http://127.0.0.1:" + port);
    }

    void awaitReady() {
        await().atMost(Mirror.PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> get("/health/readiness").statusCode() == 200);
    }

    HttpResponse<String> get(String path) throws IOException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(url + path))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while talking to a container", e);
        }
    }

    /** Partitions of topics that this indexer has. */
    int partitions() throws IOException {
        int partitions = 0;
        for (JsonNode table : new ObjectMapper().readTree(get("/api/v1/tables").body())) {
            partitions += table.path("partitions").size();
        }
        return partitions;
    }

    /** Ends it as an orchestrator does; answers whether it went by itself within the grace period. */
    boolean stop() throws IOException {
        demand(List.of("docker", "stop", "--time=" + GRACE_SECONDS, id));
        return Integer.parseInt(demand(List.of("docker", "inspect", "--format={{.State.ExitCode}}", id))) != KILLED;
    }

    void start() throws IOException {
        demand(List.of("docker", "start", id));
    }

    /** Runs a shell line inside and answers its exit status. */
    int exec(String line) throws IOException {
        return output(List.of("docker", "exec", id, "/bin/sh", "-c", line)).exit();
    }

    @Override
    public void close() throws IOException {
        demand(List.of("docker", "rm", "--force", id));
    }

    private record Output(int exit, String text) {}

    private static String demand(List<String> command) throws IOException {
        Output output = output(command);
        if (output.exit() != 0) {
            throw new AssertionError(command + " ended with " + output.exit() + ": " + output.text());
        }
        return output.text().strip();
    }

    private static Output output(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(GRACE_SECONDS * 2L, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + command, e);
        }
        return new Output(process.exitValue(), text);
    }
}
