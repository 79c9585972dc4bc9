package dev.afterimage.reconciler.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Asks one HTTP API for JSON, with bounded waits. Thread-safe. */
public final class HttpJson {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(6);
    private static final int NOT_FOUND = 404;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    private final String name;
    private final URI base;
    private final @Nullable String authorization;

    private HttpJson(String name, URI base, @Nullable String authorization) {
        this.name = name;
        this.base = base;
        this.authorization = authorization;
    }

    /** @param name who is asked, for what is told when it fails */
    public static HttpJson basic(String name, URI base, @Nullable String user, @Nullable String password) {
        return new HttpJson(
                name,
                base,
                user == null
                        ? null
                        : "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    /** @param name who is asked, for what is told when it fails */
    public static HttpJson bearer(String name, URI base, @Nullable String token) {
        return new HttpJson(name, base, token == null ? null : "Bearer " + token);
    }

    /**
     * Reads one resource; a missing node where there is none.
     *
     * @param path what follows the address, beginning with a slash
     * @throws WatchException if it refuses, does not answer, or answers no JSON
     */
    public JsonNode get(String path) throws InterruptedException {
        String address = base.toString();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        (address.endsWith("/") ? address.substring(0, address.length() - 1) : address) + path))
                .timeout(ANSWER);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try {
            HttpResponse<byte[]> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() == NOT_FOUND) {
                return MissingNode.getInstance();
            }
            if (answer.statusCode() != 200) {
                throw new WatchException(name + " answers with status " + answer.statusCode());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new WatchException(name + " does not answer (" + e.getClass().getSimpleName() + ")");
        }
    }
}
