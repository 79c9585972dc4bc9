package dev.afterimage.cdc.registry;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Schemas from a Confluent-compatible registry, each asked for once, and the registration of our own.
 *
 * <p>An id's schema never changes, so what was read is kept and goes on being served while the registry is down. Unknown ids are
 * remembered for a short while, since a schema may be registered late. A registry that fails is left alone for a time, so that every
 * record of an unknown schema does not wait for the time-out. Safe for use by several threads.
 */
public final class SchemaRegistry implements SchemaSource {
    private static final int MAX_ANSWER_BYTES = 4 * 1024 * 1024;
    private static final int MAX_UNKNOWN = 1000;
    private static final String LEFT_ALONE = "it failed lately and is left alone for a while";

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
            throw unavailable(notKnown(id), LEFT_ALONE, null);
        }
        String schema = SchemaAnswer.read(id, ask(id));
        schemas.put(id, schema);
        return schema;
    }

    /**
     * Registers a schema, or finds it among the versions of its subject.
     *
     * @param subject by custom the topic's name with {@code -value} behind it
     * @return the schema's id
     * @throws EventFailure SCHEMA_UNAVAILABLE, if the registry does not do it now: try again later
     * @throws SchemaRefusedException if it never will: the schema is not compatible with one that is there
     */
    public int register(String subject, String schema) throws EventFailure, SchemaRefusedException {
        String what = "the schema of " + subject + " is not registered";
        if (!breaker.permit()) {
            throw unavailable(what, LEFT_ALONE, null);
        }
        HttpResponse<byte[]> response = answer(
                HttpRequest.newBuilder(settings.versions(subject))
                        .header("Content-Type", SchemaAnswer.MEDIA_TYPE)
                        .POST(BodyPublishers.ofByteArray(SchemaAnswer.question(schema))),
                what);
        switch (response.statusCode()) {
            case 200, 201 -> {
                breaker.succeeded();
                return SchemaAnswer.id(response.body());
            }
            case 409, 422 -> {
                breaker.succeeded();
                throw new SchemaRefusedException("the registry refuses " + subject + " with "
                        + response.statusCode()
                        + ": see which schemas it holds under that subject and what compatibility it demands");
            }
            default -> throw refused(what, response.statusCode());
        }
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
        HttpResponse<byte[]> response = answer(HttpRequest.newBuilder(settings.schemaById(id)), notKnown(id));
        switch (response.statusCode()) {
            case 200 -> {
                breaker.succeeded();
                return response.body();
            }
            case 404 -> {
                breaker.succeeded();
                unknownSince.put(id, nanoClock.getAsLong());
                throw unknown(id);
            }
            default -> throw refused(notKnown(id), response.statusCode());
        }
    }

    /** @param what is lacking while there is no answer */
    private HttpResponse<byte[]> answer(HttpRequest.Builder request, String what) throws EventFailure {
        try {
            return send(request);
        } catch (IOException | TimeoutException e) {
            breaker.failed();
            throw unavailable(what, "it did not answer", e);
        } catch (InterruptedException e) {
            breaker.failed();
            Thread.currentThread().interrupt();
            throw unavailable(what, "we were interrupted", e);
        }
    }

    private EventFailure refused(String what, int status) {
        breaker.failed();
        return unavailable(what, "it answered " + status, null);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request)
            throws IOException, InterruptedException, TimeoutException {
        request.timeout(settings.timeout()).header("Accept", SchemaAnswer.MEDIA_TYPE + ", application/json");
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

    private static String notKnown(int id) {
        return "schema " + Integer.toUnsignedString(id) + " is not known here";
    }

    private static EventFailure unavailable(String what, String why, @Nullable Exception cause) {
        return new EventFailure(FailureCategory.SCHEMA_UNAVAILABLE, what + ", and of the registry: " + why, cause);
    }
}
