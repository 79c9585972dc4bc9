package dev.afterimage.benchmarks.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.benchmarks.index.SearchNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Searches for a few documents again and again until they are found, to see when they became searchable.
 *
 * <p>One search every 20 ms asks for all that are still awaited, so times are exact to about that much. The node is asked directly.
 */
public final class SearchProbes implements AutoCloseable {
    private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int MOST = 500;

    private record Probe(long version, long from, Latencies to) {}

    private final SearchNode node;
    private final String index;
    private final Map<String, Probe> awaited = new HashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final Thread thread = new Thread(this::look, "search-probes");
    private volatile boolean ending;

    public SearchProbes(SearchNode node, String index) {
        this.node = node;
        this.index = index;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Awaits a document.
     *
     * @param id its id; of two probes with one id the later counts
     * @param version found with this version or a higher one
     * @param from when the clock began, by {@link System#nanoTime()}
     * @param to where the time is recorded
     */
    public void await(String id, long version, long from, Latencies to) {
        synchronized (awaited) {
            if (awaited.size() < MOST) {
                awaited.put(id, new Probe(version, from, to));
                open.set(awaited.size());
            }
        }
    }

    /** Awaits a document no longer: it was deleted, and may never have been searchable. */
    public void forget(String id) {
        synchronized (awaited) {
            awaited.remove(id);
            open.set(awaited.size());
        }
    }

    /** How many are not found yet. */
    public int open() {
        return open.get();
    }

    private void look() {
        while (!ending) {
            long began = System.nanoTime();
            List<String> ids;
            synchronized (awaited) {
                ids = new ArrayList<>(awaited.keySet());
            }
            if (!ids.isEmpty()) {
                JsonNode hits = node.require("POST", "/" + index + "/_search", request(ids));
                found(hits.path("hits").path("hits"), System.nanoTime());
            }
            LockSupport.parkNanos(Math.max(1_000_000, EVERY - (System.nanoTime() - began)));
        }
    }

    private void found(JsonNode hits, long now) {
        synchronized (awaited) {
            for (JsonNode hit : hits) {
                String id = hit.path("_id").asText();
                Probe probe = awaited.get(id);
                if (probe != null && hit.path("_version").asLong() >= probe.version()) {
                    probe.to().record(now - probe.from());
                    awaited.remove(id);
                }
            }
            open.set(awaited.size());
        }
    }

    private static String request(List<String> ids) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("size", ids.size()).put("_source", false).put("version", true).put("track_total_hits", false);
        ArrayNode values = body.putObject("query").putObject("ids").putArray("values");
        ids.forEach(values::add);
        return body.toString();
    }

    @Override
    public void close() {
        ending = true;
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
