package dev.afterimage.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Stands before Elasticsearch and answers a share of the bulk items with 429, as an overloaded node does; the others reach the node. */
final class RefusingShim implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REFUSAL =
            "{\"status\":429,\"error\":{\"type\":\"es_rejected_execution_exception\",\"reason\":\"rejected by the test\"}}";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String target;
    private final AtomicLong refused = new AtomicLong();
    private volatile double share;

    private RefusingShim(HttpServer server, String target) {
        this.server = server;
        this.target = target;
    }

    static RefusingShim before(String target) throws IOException {
        RefusingShim shim = new RefusingShim(
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), target);
        shim.server.setExecutor(shim.threads);
        shim.server.createContext("/", shim::serve);
        shim.server.start();
        return shim;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on this share of all items is refused. */
    void refuse(double newShare) {
        share = newShare;
    }

    long refused() {
        return refused.get();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (share > 0 && exchange.getRequestURI().getPath().endsWith("/_bulk")) {
                bulk(exchange, body);
            } else {
                HttpResponse<byte[]> answer = forward(exchange, body);
                answer(exchange, answer.statusCode(), answer.body(), answer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void bulk(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        List<String> operations = operations(new String(body, StandardCharsets.UTF_8));
        boolean[] taken = new boolean[operations.size()];
        StringBuilder passed = new StringBuilder();
        for (int i = 0; i < taken.length; i++) {
            taken[i] = ThreadLocalRandom.current().nextDouble() >= share;
            if (taken[i]) {
                passed.append(operations.get(i));
            }
        }
        HttpResponse<byte[]> inner = null;
        JsonNode items = JSON.createArrayNode();
        ObjectNode answer = JSON.createObjectNode().put("took", 1).put("errors", true);
        if (!passed.isEmpty()) {
            inner = forward(exchange, passed.toString().getBytes(StandardCharsets.UTF_8));
            if (inner.statusCode() != 200) {
                answer(exchange, inner.statusCode(), inner.body(), inner);
                return;
            }
            answer.setAll((ObjectNode) JSON.readTree(inner.body()));
            answer.put("errors", true);
            items = answer.path("items");
        }
        ArrayNode merged = JSON.createArrayNode();
        int next = 0;
        for (int i = 0; i < taken.length; i++) {
            if (taken[i]) {
                merged.add(items.path(next++));
            } else {
                refused.incrementAndGet();
                String action = JSON.readTree(
                                operations.get(i).lines().findFirst().orElseThrow())
                        .fieldNames()
                        .next();
                merged.addObject().set(action, JSON.readTree(REFUSAL));
            }
        }
        answer.set("items", merged);
        answer(exchange, 200, JSON.writeValueAsBytes(answer), inner);
    }

    /** Each operation with its document, line ends included. */
    private static List<String> operations(String body) throws IOException {
        List<String> operations = new ArrayList<>();
        String[] lines = body.split("\n", -1);
        for (int i = 0; i < lines.length && !lines[i].isEmpty(); i++) {
            String action = lines[i] + "\n";
            boolean delete = JSON.readTree(lines[i]).has("delete");
            operations.add(delete ? action : action + lines[++i] + "\n");
        }
        return operations;
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
                .timeout(Duration.ofSeconds(30))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        for (String name : List.of("Content-Type", "Accept")) {
            exchange.getRequestHeaders().getOrDefault(name, List.of()).forEach(value -> request.header(name, value));
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static void answer(
            HttpExchange exchange,
            int status,
            byte[] body,
            @org.jspecify.annotations.Nullable HttpResponse<byte[]> like)
            throws IOException {
        if (like != null) {
            for (String name : List.of("Content-Type", "X-Elastic-Product")) {
                like.headers().firstValue(name).ifPresent(value -> exchange.getResponseHeaders()
                        .set(name, value));
            }
        } else {
            exchange.getResponseHeaders().set("Content-Type", "application/vnd.elasticsearch+json;compatible-with=8");
            exchange.getResponseHeaders().set("X-Elastic-Product", "Elasticsearch");
        }
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
        if (!head && body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(1);
        threads.shutdownNow();
        http.close();
    }
}
