package dev.afterimage.cdc.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against a real HTTP server that answers as a registry does. */
class SchemaRegistryIT {
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicLong clock = new AtomicLong();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile int status = 200;
    private volatile String body = "{\"version\":{\"id\":1},\"id\":41}";
    private volatile boolean silent;
    private HttpServer server;
    private SchemaRegistry registry;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/apis/ccompat/v7/schemas/ids/", this::answer);
        server.createContext("/apis/ccompat/v7/subjects/", this::register);
        server.start();
        registry = registry(RegistryCredentials.none(), 10);
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        http.close();
    }

    @Test
    void aSchemaIsAskedForOnceAndServedWhileTheRegistryIsDown() throws EventFailure {
        assertThat(registry.schema(7)).isEqualTo("\"string\"");
        server.stop(0);
        assertThat(registry.schema(7)).isEqualTo("\"string\"");
        assertThat(asked).containsExactly("/apis/ccompat/v7/schemas/ids/7");
        assertFails(FailureCategory.SCHEMA_UNAVAILABLE, 8);
    }

    @Test
    void anUnknownIdIsAskedForAgainAfterAWhileOnly() throws EventFailure {
        status = 404;
        assertFails(FailureCategory.SCHEMA_UNKNOWN, 7);
        assertFails(FailureCategory.SCHEMA_UNKNOWN, 7);
        assertThat(asked).hasSize(1);
        status = 200;
        clock.addAndGet(Duration.ofSeconds(31).toNanos());
        assertThat(registry.schema(7)).isEqualTo("\"string\"");
    }

    @Test
    void aRegistryThatFailsIsLeftAloneAndAskedAgainLater() throws EventFailure {
        status = 503;
        for (int i = 0; i < 5; i++) {
            assertFails(FailureCategory.SCHEMA_UNAVAILABLE, i);
        }
        assertThat(registry.state()).isEqualTo(CircuitBreaker.State.OPEN);
        assertFails(FailureCategory.SCHEMA_UNAVAILABLE, 6);
        assertThat(asked).hasSize(5);
        status = 200;
        clock.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(registry.schema(6)).isEqualTo("\"string\"");
        assertThat(registry.state()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void aSchemaOfOursIsRegisteredUnderItsSubject() throws Exception {
        assertThat(registry.register("a.b/c-value", "{\"type\": \"string\"}")).isEqualTo(41);
        assertThat(asked)
                .containsExactly(
                        "/apis/ccompat/v7/subjects/a.b%2Fc-value/versions {\"schemaType\":\"AVRO\",\"schema\":\"{\\\"type\\\": \\\"string\\\"}\"}");
    }

    @Test
    void aSchemaThatTheRegistryRefusesIsNoTroubleOfTheRegistry() {
        for (int refused : List.of(409, 422)) {
            status = refused;
            assertThatThrownBy(() -> registry.register("s", "\"string\""))
                    .isInstanceOf(SchemaRefusedException.class)
                    .hasMessageContaining(Integer.toString(refused));
        }
        assertThat(registry.state()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void aRegistrationWaitsWhileTheRegistryIsAway() throws Exception {
        status = 503;
        for (int i = 0; i < 6; i++) {
            assertThatThrownBy(() -> registry.register("s", "\"string\""))
                    .isInstanceOfSatisfying(EventFailure.class, failure -> assertThat(failure.category())
                            .isEqualTo(FailureCategory.SCHEMA_UNAVAILABLE));
        }
        assertThat(asked).as("left alone after the fifth").hasSize(5);
        status = 200;
        clock.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(registry.register("s", "\"string\"")).isEqualTo(41);
    }

    @Test
    void anAnswerWithoutAnIdIsNone() {
        body = "{\"version\":{\"id\":1}}";
        assertThatThrownBy(() -> registry.register("s", "\"string\"")).isInstanceOf(EventFailure.class);
    }

    @Test
    void aRegistryThatStopsInTheMiddleOfItsAnswerIsNotWaitedForLong() {
        silent = true;
        long before = System.nanoTime();
        assertFails(FailureCategory.SCHEMA_UNAVAILABLE, 7);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void credentialsAreShownToTheRegistryAndToNobodyElse() throws EventFailure {
        RegistryCredentials basic = RegistryCredentials.basic("reader", "pä:ss");
        registry(basic, 10).schema(1);
        registry(RegistryCredentials.bearer("t0ken"), 10).schema(1);
        assertThat(asked)
                .containsExactly(
                        "/apis/ccompat/v7/schemas/ids/1 Basic cmVhZGVyOnDDpDpzcw==",
                        "/apis/ccompat/v7/schemas/ids/1 Bearer t0ken");
        assertThat(basic.toString()).isEqualTo("credentials");
    }

    @Test
    void aRegistryThatRefusesUsIsUnavailableWithTheStatusTold() {
        status = 401;
        assertThatThrownBy(() -> registry.schema(7)).hasMessageContaining("401");
    }

    @Test
    void theNumberOfSchemasKeptIsBounded() throws EventFailure {
        SchemaRegistry small = registry(RegistryCredentials.none(), 2);
        for (int id = 1; id <= 3; id++) {
            small.schema(id);
        }
        small.schema(3);
        assertThat(small.known()).isEqualTo(2);
        assertThat(asked).hasSize(3);
        small.schema(1);
        assertThat(asked).hasSize(4);
    }

    @Test
    void anAddressWithAPasswordInItIsRefused() {
        assertThatThrownBy(() -> RegistrySettings.at(URI.create("http://u:p@localhost:1/")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RegistrySettings.at(URI.create("file:///etc")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            asked.add(exchange.getRequestURI().getPath() + (authorization == null ? "" : " " + authorization));
            byte[] body = "{\"schema\":\"\\\"string\\\"\"}".getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            if (silent) {
                exchange.getResponseBody().write(body, 0, 1);
                exchange.getResponseBody().flush();
                over.await(20, TimeUnit.SECONDS);
                return;
            }
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void register(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(exchange.getRequestURI().getRawPath() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            byte[] answer = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private SchemaRegistry registry(RegistryCredentials credentials, int maxSchemas) {
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/apis/ccompat/v7/");
        RegistrySettings settings = new RegistrySettings(
                base, Duration.ofMillis(1500), Duration.ofSeconds(30), 5, Duration.ofSeconds(5), maxSchemas);
        return new SchemaRegistry(settings, credentials, http, clock::get);
    }

    private void assertFails(FailureCategory category, int id) {
        assertThatThrownBy(() -> registry.schema(id))
                .isInstanceOfSatisfying(EventFailure.class, failure -> assertThat(failure.category())
                        .isEqualTo(category));
    }
}
