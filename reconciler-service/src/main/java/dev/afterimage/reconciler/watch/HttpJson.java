package dev.afterimage.reconciler.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Asks one HTTP API for JSON, with bounded waits. Thread-safe. */
public final class HttpJson {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(6);
    private static final int NOT_FOUND = 404;
    private static final long LARGEST_ANSWER = 16 << 20;
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
     * Reads a resource that such an API always has.
     *
     * @throws WatchException as {@link #get}, and if there is none: the address is another's
     */
    public JsonNode require(String path) throws InterruptedException {
        JsonNode answer = get(path);
        if (answer.isMissingNode()) {
            throw new WatchException(name + " has no " + path + ": is its address right?");
        }
        return answer;
    }

    /**
     * Reads one resource; a missing node where there is none.
     *
     * @param path what follows the address, beginning with a slash
     * @throws AwayException if it does not answer
     * @throws WatchException if it refuses, or answers no JSON
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
            HttpResponse<byte[]> answer =
                    HTTP.send(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
            if (answer.statusCode() == NOT_FOUND) {
                return MissingNode.getInstance();
            }
            if (answer.statusCode() != 200) {
                throw new WatchException(name + " answers with status " + answer.statusCode());
            }
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new WatchException(name + " answers something that is no JSON: is its address right?");
        } catch (IOException e) {
            throw new AwayException(name + " does not answer (" + e.getClass().getSimpleName() + ")");
        }
    }
}
