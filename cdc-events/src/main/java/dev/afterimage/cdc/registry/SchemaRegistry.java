package dev.afterimage.cdc.registry;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Schemas from a Confluent-compatible registry, each asked for once.
 *
 * <p>An id's schema never changes, so what was read is kept and goes on being served while the registry is down. Unknown ids are
 * remembered for a short while, since a schema may be registered late. A registry that fails is left alone for a time, so that every
 * record of an unknown schema does not wait for the time-out. Safe for use by several threads.
 */
public final class SchemaRegistry implements SchemaSource {
    private static final int MAX_ANSWER_BYTES = 4 * 1024 * 1024;
    private static final int MAX_UNKNOWN = 1000;

    private final RegistrySettings settings;
    private final RegistryCredentials credentials;
    private final HttpClient http;
    private final LongSupplier nanoClock;
    private final CircuitBreaker breaker;
    private final RecentlyUsed<String> schemas;
    private final RecentlyUsed<Long> unknownSince;

    /** @param http as secure as it has been made; it should not follow redirects */
    public SchemaRegistry(RegistrySettings settings, RegistryCredentials credentials, HttpClient http) {
        this(settings, credentials, http, System::nanoTime);
    }

    SchemaRegistry(
            RegistrySettings settings, RegistryCredentials credentials, HttpClient http, LongSupplier nanoClock) {
        this.settings = settings;
        this.credentials = credentials;
        this.http = http;
        this.nanoClock = nanoClock;
        this.breaker = new CircuitBreaker(settings.failuresToOpen(), settings.openFor(), nanoClock);
        this.schemas = new RecentlyUsed<>(settings.maxSchemas());
        this.unknownSince = new RecentlyUsed<>(MAX_UNKNOWN);
    }

    @Override
    public String schema(int id) throws EventFailure {
        String known = schemas.get(id);
        if (known != null) {
            return known;
        }
        Long since = unknownSince.get(id);
        if (since != null
                && nanoClock.getAsLong() - since < settings.unknownFor().toNanos()) {
            throw unknown(id);
        }
        if (!breaker.permit()) {
            throw unavailable(id, "it failed lately and is left alone for a while", null);
        }
        String schema = SchemaAnswer.read(id, ask(id));
        schemas.put(id, schema);
        return schema;
    }

    /** Whether the registry answered last time it was asked. */
    public CircuitBreaker.State state() {
        return breaker.state();
    }

    /** How many schemas are known. */
    public int known() {
        return schemas.size();
    }

    private byte[] ask(int id) throws EventFailure {
        HttpResponse<byte[]> response;
        try {
            response = send(id);
        } catch (IOException | TimeoutException e) {
            breaker.failed();
            throw unavailable(id, "it did not answer", e);
        } catch (InterruptedException e) {
            breaker.failed();
            Thread.currentThread().interrupt();
            throw unavailable(id, "we were interrupted", e);
        }
        int status = response.statusCode();
        if (status == 200) {
            breaker.succeeded();
            return response.body();
        }
        if (status == 404) {
            breaker.succeeded();
            unknownSince.put(id, nanoClock.getAsLong());
            throw unknown(id);
        }
        breaker.failed();
        throw unavailable(id, "it answered " + status, null);
    }

    private HttpResponse<byte[]> send(int id) throws IOException, InterruptedException, TimeoutException {
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.schemaById(id))
                .timeout(settings.timeout())
                .header("Accept", "application/vnd.schemaregistry.v1+json, application/json");
        String authorization = credentials.authorization();
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        // The request's own time-out ends with the headers; a body that trickles is ended by the wait.
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
        try {
            return answer.get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IOException("the request failed", e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static EventFailure unknown(int id) {
        return new EventFailure(
                FailureCategory.SCHEMA_UNKNOWN, "the registry does not know schema " + Integer.toUnsignedString(id));
    }

    private static EventFailure unavailable(int id, String why, @Nullable Exception cause) {
        return new EventFailure(
                FailureCategory.SCHEMA_UNAVAILABLE,
                "schema " + Integer.toUnsignedString(id) + " is not known here, and of the registry: " + why,
                cause);
    }
}
