package dev.afterimage.localstack.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.localstack.StackException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Orders the rebuild of a table's index at the indexer of the running {@code up}, and tells its phases until it has ended. */
final class Rebuilding {
    private static final String USAGE = "usage: ./afterimage rebuild TABLE [documents|topic]";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Set<String> ENDS = Set.of("switched", "different", "failed", "abandoned");

    private final HttpClient http;
    private final String url;
    private final String token;

    private Rebuilding(HttpClient http, String url, String token) {
        this.http = http;
        this.url = url;
        this.token = token;
    }

    /**
     * Returns once the aliases lead to the new generation.
     *
     * @param endpoints the file that {@code up} writes
     * @throws StackException if it ended otherwise
     */
    static void run(List<String> arguments, Path endpoints, PrintStream out) throws IOException, InterruptedException {
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw new StackException(USAGE);
        }
        JsonNode known = JSON.readTree(Files.readAllBytes(endpoints));
        String url = known.path("services").path("indexer").path("url").asText();
        try (HttpClient http = HttpClient.newHttpClient()) {
            new Rebuilding(
                            http,
                            url + "/api/v1/rebuilds",
                            known.path("operatorToken").asText())
                    .run(arguments.getFirst(), arguments.size() == 2 ? arguments.get(1) : "documents", out);
        }
    }

    private void run(String table, String fill, PrintStream out) throws IOException, InterruptedException {
        String order =
                JSON.createObjectNode().put("table", table).put("fill", fill).toString();
        JsonNode now = answer(request("")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(order)));
        String index = now.path("index").asText();
        String phase = "";
        while (true) {
            if (!phase.equals(now.path("phase").asText())) {
                phase = now.path("phase").asText();
                out.println(index + " generation " + now.path("generation").asInt() + ": " + phase + " "
                        + now.path("reason").asText(""));
            }
            if (ENDS.contains(phase)) {
                break;
            }
            Thread.sleep(LOOK_EVERY);
            now = answer(request("/" + index).GET());
        }
        if (!phase.equals("switched")) {
            throw new StackException("Nothing was switched; the first that differ: " + now.path("differences"));
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT);
    }

    private JsonNode answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new StackException("The indexer answered " + answer.statusCode() + ": "
                    + JSON.readTree(answer.body()).path("detail").asText(answer.body()));
        }
        return JSON.readTree(answer.body());
    }
}
