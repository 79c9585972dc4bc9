package dev.afterimage.support.access;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads the issuer's public keys over HTTP: bounded in time and size, redirected nowhere. Thread-safe; blocks. */
final class IssuerDocuments implements AutoCloseable {
    private static final Duration CONNECTED = Duration.ofSeconds(2);
    private static final Duration ANSWERED = Duration.ofSeconds(5);
    private static final long LARGEST = 512 * 1024;

    private final String issuer;
    private final @Nullable URI jwks;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECTED)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** @param jwks where the keys are, or null to ask the issuer */
    IssuerDocuments(String issuer, @Nullable URI jwks) {
        this.issuer = issuer;
        this.jwks = jwks;
    }

    /**
     * The keys as they are published now.
     *
     * @throws IOException if they cannot be had; the message may be told
     */
    JWKSet keys() throws IOException, InterruptedException {
        try {
            return JWKSet.parse(get(jwks == null ? discovered() : jwks));
        } catch (ParseException e) {
            throw new IOException("the issuer's keys are no JWK set", e);
        }
    }

    private URI discovered() throws IOException, InterruptedException {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        try {
            Map<String, Object> document =
                    JSONObjectUtils.parse(get(URI.create(base + "/.well-known/openid-configuration")));
            if (!issuer.equals(JSONObjectUtils.getString(document, "issuer"))) {
                throw new IOException("the issuer's configuration names another issuer");
            }
            URI found = JSONObjectUtils.getURI(document, "jwks_uri");
            if (found == null || !OidcSettings.safe(found)) {
                throw new IOException("the issuer's configuration names no safe jwks_uri");
            }
            return found;
        } catch (ParseException e) {
            throw new IOException("the issuer's configuration is not of the expected form", e);
        }
    }

    private String get(URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(ANSWERED)
                .header("Accept", "application/json")
                .build();
        CompletableFuture<HttpResponse<String>> asked =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST));
        try {
            HttpResponse<String> answer = asked.get(ANSWERED.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != 200) {
                throw new IOException("the issuer answers " + answer.statusCode());
            }
            return answer.body();
        } catch (ExecutionException e) {
            throw new IOException("the issuer cannot be reached", e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("the issuer does not answer in time", e);
        } finally {
            asked.cancel(true);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
