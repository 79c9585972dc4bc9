package dev.afterimage.txn.query;

import dev.afterimage.txn.running.AssemblyRun;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.type.Argument;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/** Asks the other instances, which Kafka Streams knows by address. Each request has a bound. Thread-safe. */
@Singleton
@Requires(beans = AssemblyRun.class)
final class Instances {
    private static final Duration CONNECT = Duration.ofMillis(500);
    private static final Duration ANSWER = Duration.ofSeconds(2);

    private final AssemblyRun run;
    private final ObjectMapper json;
    private final @Nullable String token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    /** What an instance answered; null if it did not. */
    record Answer(HostInfo from, @Nullable TransactionsView told) {}

    /**
     * @param readerToken what looking needs at the others, too
     * @param operatorToken serves where there is no token for those who only look
     */
    Instances(
            AssemblyRun run,
            ObjectMapper json,
            @Property(name = "afterimage.reader-token") @Nullable String readerToken,
            @Property(name = "afterimage.operator-token") @Nullable String operatorToken) {
        this.run = run;
        this.json = json;
        this.token = readerToken == null || readerToken.isBlank() ? operatorToken : readerToken;
    }

    /** Asks all but this one for their lists, at once. */
    List<Answer> others(HostInfo here, WantedState state, int limit) {
        KafkaStreams streams = run.streams();
        if (streams == null) {
            return List.of();
        }
        String query = "/api/v1/transactions?scope=local&limit=" + limit + "&state="
                + state.name().toLowerCase(Locale.ROOT);
        List<CompletableFuture<Answer>> asked = streams.metadataForAllStreamsClients().stream()
                .map(StreamsMetadata::hostInfo)
                .filter(host -> !host.equals(here))
                .map(host -> http.sendAsync(request(host, query), HttpResponse.BodyHandlers.ofByteArray())
                        .thenApply(response -> new Answer(host, list(response)))
                        .exceptionally(failure -> new Answer(host, null)))
                .toList();
        return asked.stream().map(CompletableFuture::join).toList();
    }

    private @Nullable TransactionsView list(HttpResponse<byte[]> response) {
        try {
            return response.statusCode() == 200
                    ? json.readValue(response.body(), Argument.of(TransactionsView.class))
                    : null;
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * Asks one for a transaction.
     *
     * @throws IOException if it does not answer in time, or something else
     */
    Optional<TransactionView> one(HostInfo host, String source, String id) throws IOException, InterruptedException {
        return ask(host, path(source, id) + "?scope=local", TransactionView.class);
    }

    /**
     * Asks one for a transaction and the places of its events.
     *
     * @throws IOException if it does not answer in time, or something else
     */
    Optional<TraceView> trace(HostInfo host, String source, String id) throws IOException, InterruptedException {
        return ask(host, path(source, id) + "/trace?scope=local", TraceView.class);
    }

    private <T> Optional<T> ask(HostInfo host, String path, Class<T> answer) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request(host, path), HttpResponse.BodyHandlers.ofByteArray());
        return switch (response.statusCode()) {
            case 200 -> Optional.of(json.readValue(response.body(), Argument.of(answer)));
            case 404 -> Optional.empty();
            default -> throw new IOException("the instance answered " + response.statusCode());
        };
    }

    private HttpRequest request(HostInfo host, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://" + host.host() + ":" + host.port() + path))
                .timeout(ANSWER);
        if (token != null && !token.isBlank()) {
            request.header("Authorization", "Bearer " + token.strip());
        }
        return request.build();
    }

    private static String path(String source, String id) {
        return "/api/v1/transactions/" + segment(source) + "/" + segment(id);
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
