package dev.afterimage.indexer.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.support.elastic.ElasticsearchSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Everything but a proper answer means: unknown, send it again. */
@Timeout(30)
class UnreliableNodeIT {
    @Test
    void nobodyListening() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThat(send(port)).isEqualTo(FailureCategory.SINK_UNAVAILABLE);
    }

    @Test
    void aNodeThatTakesTheRequestAndHangsIsGivenUpInTime() throws IOException {
        try (ServerSocket hanging = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            long from = System.nanoTime();
            assertThat(send(hanging.getLocalPort())).isEqualTo(FailureCategory.SINK_UNAVAILABLE);
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void pagesCutsAndStrangersAreNoAnswers() throws IOException {
        String ok = "{\"errors\":false,\"took\":1,\"items\":[{\"index\":{\"status\":201}}]}";
        assertThat(sendTo(200, ok)).isNull();
        assertThat(sendTo(200, "<html>Sign in</html>")).isEqualTo(FailureCategory.SINK_UNAVAILABLE);
        assertThat(sendTo(200, ok.substring(0, 40))).isEqualTo(FailureCategory.SINK_UNAVAILABLE);
        assertThat(sendTo(200, "")).isEqualTo(FailureCategory.SINK_UNAVAILABLE);
        assertThat(sendTo(301, "")).isEqualTo(FailureCategory.SINK_UNAVAILABLE);
        assertThat(sendTo(502, "<html>Bad Gateway</html>")).isEqualTo(FailureCategory.SINK_UNAVAILABLE);
        assertThat(sendTo(429, "")).isEqualTo(FailureCategory.SINK_THROTTLED);
        assertThat(sendTo(401, "")).isEqualTo(FailureCategory.SINK_REFUSED);
        assertThat(sendTo(413, "")).isEqualTo(FailureCategory.TOO_LARGE);
    }

    @Test
    void aReplyCutShortOfItsOwnLengthIsNoAnswer() throws IOException {
        try (ServerSocket cutting = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (var socket = cutting.accept()) {
                    socket.getInputStream().read(new byte[4096]);
                    socket.getOutputStream()
                            .write(
                                    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{\"err"
                                            .getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertThat(send(cutting.getLocalPort())).isEqualTo(FailureCategory.SINK_UNAVAILABLE);
        }
    }

    private static @Nullable FailureCategory sendTo(int status, String body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicInteger requests = new AtomicInteger();
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            FailureCategory category = send(server.getAddress().getPort());
            assertThat(requests).hasValue(1);
            return category;
        } finally {
            server.stop(0);
        }
    }

    private static @Nullable FailureCategory send(int port) {
        Duration second = Duration.ofSeconds(1);
        ElasticsearchSettings settings = new ElasticsearchSettings(
                List.of(URI.create("http://127.0.0.1:" + port)),
                null,
                null,
                null,
                null,
                null,
                second,
                Duration.ofSeconds(20),
                Duration.ofSeconds(2),
                1,
                65_536,
                false);
        try (ElasticsearchConnection connection = ElasticsearchConnection.open(settings)) {
            BulkBody body = new BulkBody(0);
            SearchNode.add(body, "i", "1", 1, "{}");
            return switch (new BulkSender(connection).send(body).join()) {
                case BulkAnswer.Answered answered -> null;
                case BulkAnswer.Refused refused -> {
                    assertThat(refused.splittable()).isEqualTo(refused.category() == FailureCategory.TOO_LARGE);
                    yield refused.category();
                }
            };
        }
    }
}
