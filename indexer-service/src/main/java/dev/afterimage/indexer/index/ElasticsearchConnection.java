package dev.afterimage.indexer.index;

import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.support.elastic.ElasticsearchSettings;
import dev.afterimage.support.elastic.RestClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.http.entity.ContentType;
import org.apache.http.nio.entity.NByteArrayEntity;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Cancellable;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.ResponseListener;
import org.elasticsearch.client.RestClient;

/**
 * The one connection to an Elasticsearch cluster, a pool over its nodes.
 *
 * <p>Every request ends within the request time-out, with an answer or with the reason why there is none; none ends in an exception.
 * Replies complete on the client's threads: what follows on them must not block. Thread-safe.
 */
public final class ElasticsearchConnection implements AutoCloseable {
    /** Connections kept for reads and administration while all bulk requests are under way. */
    private static final int SPARE_CONNECTIONS = 4;

    private final ElasticsearchSettings settings;
    private final RestClient client;

    private ElasticsearchConnection(ElasticsearchSettings settings, RestClient client) {
        this.settings = settings;
        this.client = client;
    }

    /** Opens no socket yet: the first request does. */
    public static ElasticsearchConnection open(ElasticsearchSettings settings) {
        return new ElasticsearchConnection(
                settings, RestClients.open(settings, settings.maxInFlight() + SPARE_CONNECTIONS));
    }

    public ElasticsearchSettings settings() {
        return settings;
    }

    /** The client below, for callers that need elasticsearch-java's typed API on the same pool. */
    public RestClient restClient() {
        return client;
    }

    /** Sends a request; the future never fails. */
    public CompletableFuture<Reply> send(Call call) {
        Request request = new Request(call.method(), call.path());
        call.parameters().forEach(request::addParameter);
        if (call.body() != null) {
            request.setEntity(
                    new NByteArrayEntity(call.body(), 0, call.length(), ContentType.create(call.contentType())));
        }
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        Duration limit = settings.requestTimeout();
        try {
            Cancellable running = client.performRequestAsync(request, new Completing(reply));
            reply.completeOnTimeout(
                    new Reply.NoAnswer(
                            FailureCategory.SINK_UNAVAILABLE, "no answer within " + limit.toMillis() + " ms"),
                    limit.toMillis(),
                    TimeUnit.MILLISECONDS);
            return reply.thenApply(result -> {
                if (result instanceof Reply.NoAnswer) {
                    running.cancel();
                }
                return result;
            });
        } catch (RuntimeException e) {
            reply.complete(noAnswer(e));
            return reply;
        }
    }

    /** Sends a request and waits for its reply, at most the request time-out and a moment. */
    public Reply ask(Call call) {
        try {
            return send(call).get(settings.requestTimeout().toMillis() + 1000, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.NoAnswer(FailureCategory.SINK_UNAVAILABLE, "interrupted while waiting for an answer");
        } catch (ExecutionException | TimeoutException e) {
            return new Reply.NoAnswer(FailureCategory.SINK_UNAVAILABLE, "no answer: " + e);
        }
    }

    /** Sends a request, waits, and gives the body of a success; anything else is a failure with its category. */
    public byte[] require(Call call) throws SinkFailure {
        return ask(call).bodyOf(call.method() + " " + call.path());
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reply noAnswer(Throwable failure) {
        FailureCategory category =
                failure instanceof SSLException ? FailureCategory.SINK_REFUSED : FailureCategory.SINK_UNAVAILABLE;
        return new Reply.NoAnswer(category, failure.getClass().getSimpleName() + ": " + failure.getMessage());
    }

    private record Completing(CompletableFuture<Reply> reply) implements ResponseListener {
        @Override
        public void onSuccess(Response response) {
            reply.complete(read(response));
        }

        @Override
        public void onFailure(Exception failure) {
            reply.complete(
                    failure instanceof ResponseException refused ? read(refused.getResponse()) : noAnswer(failure));
        }

        private static Reply read(Response response) {
            try {
                byte[] body =
                        response.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(response.getEntity());
                return new Reply.Answer(response.getStatusLine().getStatusCode(), body);
            } catch (IOException | RuntimeException e) {
                return noAnswer(e);
            }
        }
    }
}
