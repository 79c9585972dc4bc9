package dev.afterimage.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What stands in a form of its own for Kubernetes says the same as its source; {@code -Dafterimage.docs=write} writes it anew. */
class DerivedManifestsTest {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER, YAMLGenerator.Feature.SPLIT_LINES)
            .enable(
                    YAMLGenerator.Feature.MINIMIZE_QUOTES,
                    YAMLGenerator.Feature.LITERAL_BLOCK_STYLE,
                    YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();

    @Test
    void thePrometheusOperatorGetsTheSameRules() throws IOException {
        StringBuilder rules = new StringBuilder();
        for (Path file : Folder.files("monitoring/rules", ".yml")) {
            String name = Folder.name(file).replace(".yml", "");
            ObjectNode rule = object("monitoring.coreos.com/v1", "PrometheusRule", "afterimage-" + name);
            rule.set("spec", Folder.yaml(file));
            rules.append(rules.isEmpty() ? "" : "---\n").append(YAML.writeValueAsString(rule));
        }
        same(
                "kubernetes/components/prometheus-operator/prometheus-rules.yaml",
                "deploy/monitoring/rules",
                rules.toString());
    }

    @Test
    void strimziGetsTheSameConnector() throws IOException {
        ObjectNode config = (ObjectNode) Folder.json(Folder.at("connectors/postgresql.json"));
        ObjectNode connector = object("kafka.strimzi.io/v1beta2", "KafkaConnector", "shop");
        ObjectNode metadata = (ObjectNode) connector.path("metadata");
        metadata.putObject("labels").put("strimzi.io/cluster", "connect");
        ObjectNode spec = connector.putObject("spec");
        spec.put("class", config.remove("connector.class").asText());
        spec.put("tasksMax", Integer.parseInt(config.remove("tasks.max").asText()));
        // Strimzi starts a failed task again, a few times and ever more slowly; the alert comes first.
        spec.putObject("autoRestart").put("enabled", true).put("maxRestarts", 7);
        spec.set("config", config);
        same(
                "kubernetes/components/strimzi/connector.yaml",
                "deploy/connectors/postgresql.json",
                YAML.writeValueAsString(connector));
    }

    private static ObjectNode object(String apiVersion, String kind, String name) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", apiVersion).put("kind", kind);
        object.putObject("metadata").put("name", name);
        return object;
    }

    private static void same(String derived, String source, String content) throws IOException {
        String text = "# Made from " + source
                + " by DerivedManifestsTest; change that, and run it with -Dafterimage.docs=write.\n" + content;
        Path file = Folder.at(derived);
        if ("write".equals(System.getProperty("afterimage.docs"))) {
            Files.writeString(file, text);
        }
        assertThat(Folder.text(file)).as(derived).isEqualTo(text);
    }
}
