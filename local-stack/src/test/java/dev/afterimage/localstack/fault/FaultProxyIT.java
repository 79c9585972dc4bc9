package dev.afterimage.localstack.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyIT {
    private final AtomicInteger served = new AtomicInteger();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServer server;
    private final FaultProxy proxy;

    FaultProxyIT() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy = FaultProxy.to(server.getAddress().getPort());
    }

    @BeforeEach
    void serve() {
        server.createContext("/", exchange -> {
            served.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        proxy.close();
        server.stop(0);
        http.close();
    }

    @Test
    void letsEverythingPassWithoutAFault() throws Exception {
        assertThat(ask(Duration.ofSeconds(5))).isEqualTo(204);
    }

    @Test
    void aCutRefusesUntilItIsHealed() throws Exception {
        proxy.set(new Fault.Cut());
        assertThatThrownBy(() -> ask(Duration.ofSeconds(5))).isInstanceOf(IOException.class);
        proxy.heal();
        assertThat(ask(Duration.ofSeconds(5))).isEqualTo(204);
    }

    @Test
    void aLostReplyLeavesTheRequestCarriedOut() throws Exception {
        proxy.set(new Fault.RepliesLost());
        assertThatThrownBy(() -> ask(Duration.ofMillis(500))).isInstanceOf(HttpTimeoutException.class);
        assertThat(served).hasPositiveValue();
        proxy.heal();
        assertThat(ask(Duration.ofSeconds(5))).isEqualTo(204);
    }

    @Test
    void aHangEndsWithTheFaultAndLosesNothing() throws Exception {
        proxy.set(new Fault.Hang());
        CompletableFuture<Integer> answer = http.sendAsync(request(Duration.ofSeconds(10)), BodyHandlers.discarding())
                .thenApply(each -> each.statusCode());
        assertThatThrownBy(() -> answer.get(300, TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        proxy.heal();
        assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo(204);
        assertThat(served).hasValue(1);
    }

    @Test
    void aSlowLineDelaysBothWays() throws Exception {
        proxy.set(new Fault.Slow(Duration.ofMillis(150), 1_000_000));
        long from = System.nanoTime();
        assertThat(ask(Duration.ofSeconds(5))).isEqualTo(204);
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThan(Duration.ofMillis(290));
    }

    private int ask(Duration timeout) throws IOException, InterruptedException {
        return http.send(request(timeout), BodyHandlers.discarding()).statusCode();
    }

    private HttpRequest request(Duration timeout) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.port() + "/"))
                .timeout(timeout)
                .build();
    }
}
