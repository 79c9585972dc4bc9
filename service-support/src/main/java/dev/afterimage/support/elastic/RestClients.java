package dev.afterimage.support.elastic;

import co.elastic.clients.transport.TransportUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;

/** Makes low-level clients with the trust, the identity and the time-outs that are set. */
public final class RestClients {
    private RestClients() {}

    /**
     * Opens no socket yet: the first request does. Who opens it closes it.
     *
     * @param connections connections to one node at most
     */
    public static RestClient open(ElasticsearchSettings settings, int connections) {
        SSLContext trust = trust(settings);
        return RestClient.builder(settings.uris().stream()
                        .map(uri -> new HttpHost(uri.getHost(), port(uri.getPort(), uri.getScheme()), uri.getScheme()))
                        .toArray(HttpHost[]::new))
                .setDefaultHeaders(identity(settings))
                .setCompressionEnabled(settings.compressed())
                .setRequestConfigCallback(config -> config.setConnectTimeout(millis(settings.connectTimeout()))
                        .setConnectionRequestTimeout(millis(settings.requestTimeout()))
                        .setSocketTimeout(millis(settings.socketTimeout())))
                .setHttpClientConfigCallback(http -> {
                    http.setMaxConnPerRoute(connections)
                            .setMaxConnTotal(connections * settings.uris().size())
                            .disableCookieManagement();
                    return trust == null ? http : http.setSSLContext(trust);
                })
                .build();
    }

    private static @Nullable SSLContext trust(ElasticsearchSettings settings) {
        try {
            if (settings.caCertificate() != null) {
                return TransportUtils.sslContextFromHttpCaCrt(
                        settings.caCertificate().toFile());
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "elasticsearch.ca-certificate cannot be read: " + settings.caCertificate(), e);
        }
        return settings.caFingerprint() == null
                ? null
                : TransportUtils.sslContextFromCaFingerprint(settings.caFingerprint());
    }

    private static Header[] identity(ElasticsearchSettings settings) {
        if (settings.apiKey() != null) {
            return new Header[] {new BasicHeader("Authorization", "ApiKey " + settings.apiKey())};
        }
        if (settings.username() == null) {
            return new Header[0];
        }
        byte[] pair = (settings.username() + ":" + settings.password()).getBytes(StandardCharsets.UTF_8);
        return new Header[] {
            new BasicHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair))
        };
    }

    private static int port(int port, String scheme) {
        return port >= 0 ? port : "https".equals(scheme) ? 443 : 80;
    }

    private static int millis(Duration duration) {
        return (int) Math.min(duration.toMillis(), Integer.MAX_VALUE);
    }
}
