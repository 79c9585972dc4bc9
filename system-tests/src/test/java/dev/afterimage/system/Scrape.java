package dev.afterimage.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The samples of one answer in Prometheus's text format: names and labels, not values. */
record Scrape(Set<Sample> samples) {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Pattern LINE = Pattern.compile("^([a-zA-Z_:][\\w:]*)(?:\\{(.*)\\})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** One series. */
    record Sample(String name, Map<String, String> labels) {}

    static Scrape of(String url) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<Stream<String>> answer = http.send(
                    HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build(), BodyHandlers.ofLines());
            if (answer.statusCode() != 200) {
                throw new IOException(url + " answered " + answer.statusCode());
            }
            Set<Sample> samples = new HashSet<>();
            answer.body()
                    .filter(line -> !line.startsWith("#"))
                    .map(LINE::matcher)
                    .filter(Matcher::matches)
                    .forEach(line -> {
                        Map<String, String> labels = new HashMap<>();
                        if (line.group(2) != null) {
                            LABEL.matcher(line.group(2))
                                    .results()
                                    .forEach(label -> labels.put(label.group(1), label.group(2)));
                        }
                        samples.add(new Sample(line.group(1), Map.copyOf(labels)));
                    });
            return new Scrape(samples);
        }
    }

    /** Whether there is a series of this name that has at least these labels. */
    boolean has(Sample wanted) {
        return samples.stream()
                .anyMatch(sample -> sample.name().equals(wanted.name())
                        && sample.labels()
                                .entrySet()
                                .containsAll(wanted.labels().entrySet()));
    }
}
