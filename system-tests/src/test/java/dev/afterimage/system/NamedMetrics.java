package dev.afterimage.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.localstack.artifact.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The series that alert rules and dashboards ask for, with the labels that they fix. */
final class NamedMetrics {
    private static final Path MONITORING = Path.of("deploy", "monitoring");
    private static final Pattern SELECTOR = Pattern.compile(
            "\\b((?:afterimage|jvm|process|system|http_server|kafka_connect|debezium|pg)_[a-z0-9_]+)(?:\\{([^}]*)\\})?");
    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*#.*$");
    /** Labels that Prometheus puts to what it scrapes. */
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

    private static final Pattern FIXED = Pattern.compile("(\\w+)=\"([^\"$]+)\"");

    private NamedMetrics() {}

    static Set<Scrape.Sample> inRulesAndDashboards() throws IOException {
        Path monitoring = Checkout.find().root().resolve(MONITORING);
        Set<Scrape.Sample> named = new HashSet<>();
        for (Path rules : files(monitoring.resolve("rules"))) {
            collect(COMMENT.matcher(Files.readString(rules)).replaceAll(""), named);
        }
        for (Path dashboard : files(monitoring.resolve("grafana").resolve("dashboards"))) {
            JsonNode json = new ObjectMapper().readTree(dashboard.toFile());
            Stream.of("expr", "query")
                    .flatMap(field -> json.findValues(field).stream())
                    .filter(JsonNode::isTextual)
                    .forEach(expression -> collect(expression.asText(), named));
        }
        return named;
    }

    private static void collect(String text, Set<Scrape.Sample> named) {
        SELECTOR.matcher(text).results().forEach(selector -> {
            Map<String, String> labels = new HashMap<>();
            if (selector.group(2) != null) {
                FIXED.matcher(selector.group(2))
                        .results()
                        .filter(label -> !OF_PROMETHEUS.contains(label.group(1)))
                        .forEach(label -> labels.put(label.group(1), label.group(2)));
            }
            named.add(new Scrape.Sample(selector.group(1), Map.copyOf(labels)));
        });
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
