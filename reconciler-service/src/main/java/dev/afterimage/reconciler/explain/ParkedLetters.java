package dev.afterimage.reconciler.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.cdc.key.KeyTexts;
import dev.afterimage.reconciler.config.ReconcilerProperties;
import dev.afterimage.reconciler.table.KeyColumn;
import dev.afterimage.reconciler.table.TableShape;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the dead-letter service which keys of a table have parked events. Thread-safe. */
@Singleton
public final class ParkedLetters {
    private static final Logger LOG = LoggerFactory.getLogger(ParkedLetters.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int PAGE = 200;
    /** Letters read for one table at most: each is a call. */
    private static final int MOST = 1_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final @Nullable URI service;
    private final @Nullable String token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

    ParkedLetters(ReconcilerProperties properties) {
        this.service = properties.dlqUrl();
        this.token = properties.dlqToken();
    }

    /** The newest parked letter of each key by the id of its document; empty where the service is not set or does not answer. */
    public Map<String, Long> of(TableShape shape) throws InterruptedException {
        if (service == null) {
            return Map.of();
        }
        Map<String, Long> letters = new HashMap<>();
        try {
            KeyTexts ids = new KeyTexts(shape.idPrefix());
            for (long letter : open(shape.topic())) {
                JsonNode key =
                        get("/api/v1/dead-letters/" + letter).path("decoded").path("key");
                if (key.isObject()) {
                    letters.putIfAbsent(ids.id(texts(key, shape.key())), letter);
                }
            }
        } catch (IOException e) {
            LOG.warn(
                    "The dead-letter service does not answer, so that differences are explained without it: {}",
                    e.toString());
        }
        return letters;
    }

    private static List<@Nullable String> texts(JsonNode key, List<KeyColumn> columns) {
        List<@Nullable String> texts = new ArrayList<>();
        for (KeyColumn column : columns) {
            JsonNode value = key.path(column.column().name());
            texts.add(value.isNull() || value.isMissingNode() ? null : value.asText());
        }
        return texts;
    }

    /** Ids of the open letters of a topic, the newest first. */
    private List<Long> open(String topic) throws IOException, InterruptedException {
        List<Long> letters = new ArrayList<>();
        String cursor = "";
        while (letters.size() < MOST) {
            JsonNode page = get("/api/v1/dead-letters?state=open&limit=" + PAGE + "&topic=" + encoded(topic)
                    + (cursor.isEmpty() ? "" : "&cursor=" + encoded(cursor)));
            page.path("items").forEach(item -> letters.add(item.path("id").asLong()));
            cursor = page.path("next").asText("");
            if (page.path("next").isNull() || cursor.isEmpty()) {
                break;
            }
        }
        return letters;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(String.valueOf(service)).resolve(path))
                .timeout(PATIENCE);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("status " + answer.statusCode());
        }
        return JSON.readTree(answer.body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
