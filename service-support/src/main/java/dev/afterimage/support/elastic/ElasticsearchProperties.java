package dev.afterimage.support.elastic;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Elasticsearch cluster.
 *
 * @param uris one or more nodes, separated by commas, http or https, without credentials in them
 * @param username user of the basic credentials
 * @param password its password
 * @param apiKey an encoded API key in place of the user
 * @param caCertificate PEM file of the certificate authority to trust; the platform's authorities by default
 * @param caFingerprint SHA-256 fingerprint (hex) of the certificate authority to trust, in place of the file
 * @param connectTimeout how long a connection may take
 * @param socketTimeout how long a connection may be silent
 * @param requestTimeout how long one request may take in all
 * @param maxInFlight bulk requests that may be under way at once, 1 to 64
 * @param maxBodyBytes largest bulk body, bytes; must be below the node's {@code http.max_content_length} (100 MB unless set)
 * @param compressed whether request bodies are gzipped: over a real network only, it costs on loopback
 */
@ConfigurationProperties("elasticsearch")
public record ElasticsearchProperties(
        @Bindable(defaultValue = "http://localhost:9200") List<URI> uris,
        @Nullable String username,
        @Nullable String password,
        @Nullable String apiKey,
        @Nullable Path caCertificate,
        @Nullable String caFingerprint,
        @Bindable(defaultValue = "5s") Duration connectTimeout,
        @Bindable(defaultValue = "30s") Duration socketTimeout,
        @Bindable(defaultValue = "45s") Duration requestTimeout,
        @Bindable(defaultValue = "4") int maxInFlight,
        @Bindable(defaultValue = "20971520") int maxBodyBytes,
        @Bindable(defaultValue = "false") boolean compressed) {
    /** The same for the adapter, checked. */
    public ElasticsearchSettings settings() {
        return new ElasticsearchSettings(
                uris,
                username,
                password,
                apiKey,
                caCertificate,
                caFingerprint,
                connectTimeout,
                socketTimeout,
                requestTimeout,
                maxInFlight,
                maxBodyBytes,
                compressed);
    }

    @Override
    public String toString() {
        return settings().toString();
    }
}
