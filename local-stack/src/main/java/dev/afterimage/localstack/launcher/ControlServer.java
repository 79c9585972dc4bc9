package dev.afterimage.localstack.launcher;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.afterimage.localstack.StackException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Takes commands for the running {@code up} on a loopback port, from those who can read the control file. */
final class ControlServer implements AutoCloseable {
    static final String SECRET_HEADER = "X-Afterimage-Secret";
    private static final int OK = 200;
    private static final int REFUSED = 403;
    private static final int FAILED = 422;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private ControlServer(HttpServer server) {
        this.server = server;
    }

    static ControlServer start(Up up, ControlFile file) {
        try {
            String secret = UUID.randomUUID().toString();
            ControlServer control =
                    new ControlServer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            control.server.setExecutor(control.threads);
            control.server.createContext("/", exchange -> serve(exchange, up, secret));
            control.server.start();
            file.write(control.server.getAddress().getPort(), secret);
            return control;
        } catch (IOException e) {
            throw new StackException("Cannot listen for commands: " + e.getMessage(), e);
        }
    }

    private static void serve(HttpExchange exchange, Up up, String secret) throws IOException {
        String shown = exchange.getRequestHeaders().getFirst(SECRET_HEADER);
        if (shown == null
                || !MessageDigest.isEqual(
                        shown.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8))
                || !exchange.getRequestMethod().equals("POST")) {
            answer(exchange, REFUSED, "refused");
            return;
        }
        try {
            answer(exchange, OK, perform(up, exchange.getRequestURI().getPath().split("/", -1)));
        } catch (StackException e) {
            answer(exchange, FAILED, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            answer(exchange, FAILED, e.toString());
        }
    }

    private static String perform(Up up, String[] path) {
        return switch (path[1]) {
            case "restart" -> up.restart(path[2]);
            case "scale" -> up.scale(path[2], Integer.parseInt(path[3]));
            case "down" -> {
                up.requestEnd();
                yield "stopping";
            }
            default -> throw new StackException("There is no command " + path[1] + ".");
        };
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(1);
        threads.shutdownNow();
    }
}
