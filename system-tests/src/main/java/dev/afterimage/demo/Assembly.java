package dev.afterimage.demo;

import dev.afterimage.localstack.part.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the transaction assembler tells of its work by its metrics. */
final class Assembly {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Pattern UPPER_BOUND = Pattern.compile("le=\"([^\"]+)\"");

    private final Service service;
    private final HttpClient http = HttpClient.newHttpClient();
    private double seen = -1;

    Assembly(Service service) {
        this.service = service;
    }

    /** Whether none is open, and none has left since it was asked last. */
    boolean isDone() {
        String metrics = metrics();
        double completed = sum(metrics, "afterimage_txn_completed_total");
        boolean done = completed == seen && completed > 0 && sum(metrics, "afterimage_txn_open") == 0;
        seen = completed;
        return done;
    }

    /** How many left whole, how many were given up, and how long it took. */
    String figures() {
        String metrics = metrics();
        return String.format(
                "%,.0f transactions assembled, %,.0f incomplete, %,.0f open%ncommit to whole:      p50 %s, p99 %s",
                sum(metrics, "afterimage_txn_completed_total"),
                sum(metrics, "afterimage_txn_incomplete_total"),
                sum(metrics, "afterimage_txn_open"),
                percentile(metrics, 0.5),
                percentile(metrics, 0.99));
    }

    private String metrics() {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create(service.url() + "/prometheus"))
                                    .timeout(TIMEOUT)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** The sum of a metric over its tags. */
    private static double sum(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(Assembly::value)
                .sum();
    }

    /** The upper bound of the histogram's bucket that holds the share of all. */
    private static String percentile(String metrics, double share) {
        Map<Double, Double> buckets = new TreeMap<>();
        metrics.lines()
                .filter(line -> line.startsWith("afterimage_txn_assembly_seconds_bucket"))
                .forEach(line -> {
                    Matcher bound = UPPER_BOUND.matcher(line);
                    if (bound.find() && !bound.group(1).equals("+Inf")) {
                        buckets.put(Double.parseDouble(bound.group(1)), value(line));
                    }
                });
        double wanted = share * sum(metrics, "afterimage_txn_assembly_seconds_count");
        for (Map.Entry<Double, Double> bucket : buckets.entrySet()) {
            if (wanted > 0 && bucket.getValue() >= wanted) {
                return String.format("up to %.0f ms", 1000 * bucket.getKey());
            }
        }
        return "not measured";
    }

    private static double value(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
