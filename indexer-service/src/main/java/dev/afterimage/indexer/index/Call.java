package dev.afterimage.indexer.index;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request to Elasticsearch.
 *
 * @param method GET, POST, PUT, DELETE or HEAD
 * @param path starts with a slash, already encoded
 * @param parameters query parameters, plain
 * @param body the body, or null; not copied, so it must not change until the reply is there
 * @param length how much of the body is sent
 * @param contentType the body's media type
 */
public record Call(
        String method,
        String path,
        Map<String, String> parameters,
        byte @Nullable [] body,
        int length,
        String contentType) {
    static final String JSON = "application/json";
    static final String NDJSON = "application/x-ndjson";

    public static Call of(String method, String path) {
        return new Call(method, path, Map.of(), null, 0, JSON);
    }

    public static Call of(String method, String path, byte[] json) {
        return new Call(method, path, Map.of(), json, json.length, JSON);
    }

    /** A name as one segment of a path. */
    public static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public Call with(String parameter, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(parameter, value);
        return new Call(method, path, more, body, length, contentType);
    }
}
