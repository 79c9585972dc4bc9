package dev.afterimage.support.elastic;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one Elasticsearch cluster is reached; secrets never show in {@link #toString()}.
 *
 * @param uris one or more nodes, http or https, without credentials in them
 * @param username user of the basic credentials, or null
 * @param password its password, or null
 * @param apiKey an encoded API key in place of the user, or null
 * @param caCertificate PEM file of the certificate authority to trust, or null for the platform's
 * @param caFingerprint SHA-256 fingerprint (hex) of the certificate authority to trust, in place of the file, or null
 * @param connectTimeout how long a connection may take, also waiting for one of the pool
 * @param socketTimeout how long a connection may be silent
 * @param requestTimeout how long one request may take in all
 * @param maxInFlight bulk requests that may be under way at once, 1 to 64; the pool holds a few connections more for other work
 * @param maxBodyBytes largest bulk body; must be below the node's {@code http.max_content_length} (100 MB unless set)
 * @param compressed whether request bodies are gzipped: over a real network only, it costs on loopback
 */
public record ElasticsearchSettings(
        List<URI> uris,
        @Nullable String username,
        @Nullable String password,
        @Nullable String apiKey,
        @Nullable Path caCertificate,
        @Nullable String caFingerprint,
        Duration connectTimeout,
        Duration socketTimeout,
        Duration requestTimeout,
        int maxInFlight,
        int maxBodyBytes,
        boolean compressed) {
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);
    public static final Duration DEFAULT_SOCKET_TIMEOUT = Duration.ofSeconds(30);
    public static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(45);
    public static final int DEFAULT_MAX_IN_FLIGHT = 4;
    public static final int DEFAULT_MAX_BODY_BYTES = 20 * 1024 * 1024;

    public ElasticsearchSettings {
        uris = List.copyOf(uris);
        if (uris.isEmpty()) {
            throw new IllegalArgumentException("elasticsearch.uris names no node");
        }
        for (URI uri : uris) {
            if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                throw new IllegalArgumentException("elasticsearch.uris takes http://host:port or https://host:port");
            }
            if (uri.getUserInfo() != null) {
                throw new IllegalArgumentException(
                        "elasticsearch.uris must not hold credentials: set the username and password");
            }
        }
        if ((username == null) != (password == null)) {
            throw new IllegalArgumentException("elasticsearch.username and elasticsearch.password belong together");
        }
        if (username != null && apiKey != null) {
            throw new IllegalArgumentException("elasticsearch takes a username or an API key, not both");
        }
        if (caCertificate != null && caFingerprint != null) {
            throw new IllegalArgumentException("elasticsearch takes a CA certificate or its fingerprint, not both");
        }
        if (connectTimeout.isNegative()
                || connectTimeout.isZero()
                || socketTimeout.isNegative()
                || socketTimeout.isZero()
                || requestTimeout.isNegative()
                || requestTimeout.isZero()) {
            throw new IllegalArgumentException("elasticsearch time-outs are positive");
        }
        if (maxInFlight < 1 || maxInFlight > 64) {
            throw new IllegalArgumentException("elasticsearch.max-in-flight is 1 to 64, not " + maxInFlight);
        }
        if (maxBodyBytes < 64 * 1024) {
            throw new IllegalArgumentException("elasticsearch.max-body-bytes is at least 65536, not " + maxBodyBytes);
        }
    }

    /** The defaults, without credentials. */
    public static ElasticsearchSettings at(URI... uris) {
        return new ElasticsearchSettings(
                List.of(uris),
                null,
                null,
                null,
                null,
                null,
                DEFAULT_CONNECT_TIMEOUT,
                DEFAULT_SOCKET_TIMEOUT,
                DEFAULT_REQUEST_TIMEOUT,
                DEFAULT_MAX_IN_FLIGHT,
                DEFAULT_MAX_BODY_BYTES,
                false);
    }

    /** Names the nodes and how we present ourselves, never with what secret. */
    @Override
    public String toString() {
        String identity = apiKey != null ? "API key" : username != null ? "user " + username : "no credentials";
        return "ElasticsearchSettings[" + uris + ", " + identity + "]";
    }
}
