package dev.afterimage.benchmarks.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP stage between a contestant and Elasticsearch that passes everything on and applies a {@link BulkRule} to bulk requests.
 *
 * <p>Both contestants go through it where it is used, so that times of acknowledgement are taken at the same point for both: when the
 * node's answer has arrived here, before it goes on. It costs each bulk request one copy each way.
 */
public final class Gateway implements AutoCloseable {
    private static final Set<String> PASSED_ON = Set.of("content-type", "accept", "authorization");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "gateway");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String target;
    private final BulkRule rule;

    private Gateway(HttpServer server, String target, BulkRule rule) {
        this.server = server;
        this.target = target;
        this.rule = rule;
    }

    public static Gateway start(String target, BulkRule rule) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Gateway gateway = new Gateway(server, target, rule);
            server.createContext("/", gateway::handle);
            server.setExecutor(gateway.threads);
            server.start();
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = body(exchange);
            boolean bulk = exchange.getRequestURI().getPath().endsWith("/_bulk");
            if (bulk) {
                bulk(exchange, body);
            } else {
                answer(exchange, pass(exchange, body));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        try (InputStream in = exchange.getRequestBody()) {
            if (length != null) {
                return in.readNBytes(Integer.parseInt(length));
            }
            return in.readAllBytes();
        }
    }

    private void bulk(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        BulkLines lines = BulkLines.of(body);
        boolean[] refused = new boolean[lines.count()];
        int count = 0;
        for (int i = 0; i < refused.length; i++) {
            refused[i] = rule.refuses();
            count += refused[i] ? 1 : 0;
        }
        if (count == 0) {
            HttpResponse<byte[]> answer = pass(exchange, body);
            long at = System.nanoTime();
            if (answer.statusCode() == 200) {
                rule.answered(lines, ItemStatuses.read(answer.body(), lines.count()), at);
            }
            answer(exchange, answer);
            return;
        }
        byte[] kept = without(body, lines, refused);
        if (kept.length == 0) {
            send(exchange, 200, ItemStatuses.with(new byte[0], lines, refused));
            return;
        }
        HttpResponse<byte[]> answer = pass(exchange, kept);
        if (answer.statusCode() == 200) {
            send(exchange, 200, ItemStatuses.with(answer.body(), lines, refused));
        } else {
            answer(exchange, answer);
        }
    }

    private static byte[] without(byte[] body, BulkLines lines, boolean[] refused) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(body.length);
        for (int i = 0; i < refused.length; i++) {
            if (!refused[i]) {
                kept.write(body, lines.start(i), lines.end(i) - lines.start(i));
            }
        }
        return kept.toByteArray();
    }

    private HttpResponse<byte[]> pass(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
                .timeout(PATIENCE)
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (PASSED_ON.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                request.header(name, values.getFirst());
            }
        });
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
        copy(exchange, answer, "Content-Type");
        copy(exchange, answer, "X-elastic-product");
        send(exchange, answer.statusCode(), answer.body());
    }

    private static void copy(HttpExchange exchange, HttpResponse<byte[]> answer, String header) {
        answer.headers().firstValue(header).ifPresent(value -> exchange.getResponseHeaders()
                .set(header, value));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        if (!exchange.getResponseHeaders().containsKey("Content-Type")) {
            exchange.getResponseHeaders().set("Content-Type", "application/vnd.elasticsearch+json;compatible-with=8");
        }
        exchange.getResponseHeaders().set("X-elastic-product", "Elasticsearch");
        boolean bodiless = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
        exchange.sendResponseHeaders(status, bodiless ? -1 : body.length);
        if (!bodiless) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.close();
    }
}
