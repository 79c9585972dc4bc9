package dev.afterimage.localstack.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.localstack.StackException;
import dev.afterimage.localstack.part.Elasticsearch;
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
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The little of Elasticsearch's API that a proof needs. Thread-safe. */
public final class IndexClient {
    private static final int PAGE = 1000;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private final HttpClient http;
    private final String url;
    private final Map<String, String> identity;

    public IndexClient(String url) {
        this(url, connecting().build(), Map.of());
    }

    private IndexClient(String url, HttpClient http, Map<String, String> identity) {
        this.url = url;
        this.http = http;
        this.identity = identity;
    }

    /** A client of a node of the stack, with its certificate and password where it asks for them. */
    public static IndexClient of(Elasticsearch node) {
        if (!node.secured()) {
            return new IndexClient(node.url());
        }
        byte[] pair = (node.user() + ":" + node.password()).getBytes(StandardCharsets.UTF_8);
        return new IndexClient(
                node.url(),
                connecting().sslContext(node.certificate().trusting()).build(),
                Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair)));
    }

    private static HttpClient.Builder connecting() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5));
    }

    /** Makes every acknowledged write of an index visible to searches. */
    public void refresh(String index) {
        call("POST", path(index) + "/_refresh", "");
    }

    /** The document, tombstones too, as a read by id gives it, which sees every acknowledged write. */
    public Optional<JsonNode> get(String index, String id) {
        return call("GET", path(index) + "/_doc/" + encoded(id), "").map(found -> found.path("_source"));
    }

    /** How many documents a query finds; none where the index is not there, or so new that it cannot be searched yet. */
    public long count(String index, String query) {
        HttpResponse<String> answer = send("POST", path(index) + "/_count", query);
        if (answer.statusCode() == UNAVAILABLE) {
            return 0;
        }
        return json("POST", path(index) + "/_count", answer)
                .map(found -> found.path("count").asLong())
                .orElse(0L);
    }

    /** Every document of an index by its id, read at one point in time; none where there is no such index. */
    Map<String, StoredDocument> all(String index) {
        Map<String, StoredDocument> documents = new HashMap<>();
        Optional<JsonNode> opened = call("POST", path(index) + "/_pit?keep_alive=1m", "");
        if (opened.isEmpty()) {
            return documents;
        }
        String pit = opened.get().path("id").asText();
        JsonNode after = null;
        while (true) {
            ObjectNode search = JsonNodeFactory.instance.objectNode();
            search.put("size", PAGE).put("version", true).put("track_total_hits", false);
            search.putObject("pit").put("id", pit).put("keep_alive", "1m");
            search.putArray("sort").add("_shard_doc");
            if (after != null) {
                search.set("search_after", after);
            }
            JsonNode hits = call("POST", "/_search", search.toString())
                    .orElseThrow()
                    .path("hits")
                    .path("hits");
            for (JsonNode hit : hits) {
                StoredDocument document = new StoredDocument(
                        hit.path("_version").asLong(), hit.path("_source").toString());
                if (documents.put(hit.path("_id").asText(), document) != null) {
                    throw new StackException("Two documents of " + index + " have one id.");
                }
                after = hit.path("sort");
            }
            if (hits.size() < PAGE) {
                call(
                        "DELETE",
                        "/_pit",
                        JsonNodeFactory.instance.objectNode().put("id", pit).toString());
                return documents;
            }
        }
    }

    /** The answer, or nothing where the index or document is not there. */
    public Optional<JsonNode> call(String method, String path, String body) {
        return json(method, path, send(method, path, body));
    }

    private HttpResponse<String> send(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        identity.forEach(request::header);
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new StackException("Elasticsearch at " + url + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while talking to Elasticsearch.", e);
        }
    }

    private static Optional<JsonNode> json(String method, String path, HttpResponse<String> answer) {
        if (answer.statusCode() == NOT_FOUND) {
            return Optional.empty();
        }
        if (answer.statusCode() >= 300) {
            throw new StackException("Elasticsearch answered " + answer.statusCode() + " to " + method + " " + path
                    + ": " + answer.body());
        }
        try {
            return Optional.of(ValueForm.TREES.readTree(answer.body()));
        } catch (JsonProcessingException e) {
            throw new StackException("Elasticsearch answered something that is not JSON.", e);
        }
    }

    private static String path(String index) {
        return "/" + encoded(index);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
