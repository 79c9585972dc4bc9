package dev.afterimage.benchmarks.limit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Sends ready-made bulk bodies, two at a time, and does nothing else: no sink can be faster than this. */
public final class LimitRun {
    private static final int IN_FLIGHT = 2;
    private static final String PATH =
            "/_bulk?require_alias=true&filter_path=took,errors,items.*.status,items.*.error.type,items.*.error.reason";

    private final String url;
    private final ReadyBodies bodies;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicLong warmAt = new AtomicLong();

    private LimitRun(String url, ReadyBodies bodies) {
        this.url = url;
        this.bodies = bodies;
    }

    /**
     * Sends all bodies.
     *
     * @param warmUp documents sent before the clock runs
     * @return documents a second after that
     */
    public static double documentsPerSecond(String url, ReadyBodies bodies, int warmUp) {
        return new LimitRun(url, bodies).run(warmUp);
    }

    private double run(int warmUp) {
        int warmBodies = (warmUp + bodies.documents() - 1) / bodies.documents();
        try (FileChannel file = FileChannel.open(bodies.file());
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build();
                ExecutorService threads = Executors.newFixedThreadPool(IN_FLIGHT)) {
            long[] positions = positions();
            var senders = new java.util.ArrayList<Future<?>>();
            for (int i = 0; i < IN_FLIGHT; i++) {
                senders.add(threads.submit(() -> send(file, http, positions, warmBodies)));
            }
            for (Future<?> sender : senders) {
                sender.get();
            }
            double seconds = (System.nanoTime() - warmAt.get()) / 1e9;
            return (bodies.total() - bodies.documentsBefore(warmBodies)) / seconds;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the ready-made bodies could not be sent", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private long[] positions() {
        long[] positions = new long[bodies.lengths().size()];
        long at = 0;
        for (int i = 0; i < positions.length; i++) {
            positions[i] = at;
            at += bodies.lengths().get(i);
        }
        return positions;
    }

    private boolean send(FileChannel file, HttpClient http, long[] positions, int warmBodies)
            throws IOException, InterruptedException {
        for (int i = next.getAndIncrement(); i < positions.length; i = next.getAndIncrement()) {
            byte[] body = new byte[bodies.lengths().get(i)];
            ByteBuffer into = ByteBuffer.wrap(body);
            while (into.hasRemaining()) {
                if (file.read(into, positions[i] + into.position()) < 0) {
                    throw new IOException("the file of ready-made bodies ends early");
                }
            }
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + PATH))
                    .timeout(Duration.ofSeconds(60))
                    .header("Content-Type", "application/x-ndjson")
                    .POST(BodyPublishers.ofByteArray(body))
                    .build();
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            String text = new String(answer.body(), StandardCharsets.UTF_8);
            if (answer.statusCode() != 200 || !text.contains("\"errors\":false") && !onlyConflicts(text)) {
                throw new IOException(
                        "a ready-made body was refused: " + text.substring(0, Math.min(300, text.length())));
            }
            if (answered.incrementAndGet() == warmBodies) {
                warmAt.set(System.nanoTime());
            }
        }
        return true;
    }

    /** Two bodies under way may overtake each other: the older version is then refused, as it must be. */
    private static boolean onlyConflicts(String answer) {
        return !answer.contains("\"status\":4")
                || !answer.replace("\"status\":409", "").contains("\"status\":4");
    }
}
