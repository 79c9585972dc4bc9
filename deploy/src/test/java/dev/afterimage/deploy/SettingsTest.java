package dev.afterimage.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every variable that an image, a manifest or compose gives to a service is one that services know. */
class SettingsTest {
    private static final Pattern OURS = Pattern.compile(
            "\\b(?:AFTERIMAGE|ELASTICSEARCH|SCHEMA_REGISTRY|DATASOURCES|MICRONAUT|SOURCE)_[A-Z_]+[A-Z]\\b");
    /** What only Kafka Connect is given. */
    private static final Set<String> OF_CONNECTORS =
            Set.of("SOURCE_HOST", "SOURCE_PORT", "SOURCE_DATABASE", "SOURCE_USER", "SOURCE_PASSWORD", "SOURCE_SSLMODE");

    @Test
    void noneIsMisspelt() {
        Set<String> known = variables(Folder.at("../docs/configuration.md")).collect(Collectors.toSet());
        Set<String> used = Stream.of(
                        "images/Dockerfile",
                        "images/train",
                        "compose/compose.yaml",
                        "kubernetes/base/indexer.yaml",
                        "kubernetes/base/dlq.yaml",
                        "kubernetes/base/txn-assembler.yaml",
                        "kubernetes/base/reconciler.yaml",
                        "kubernetes/overlays/dev/kustomization.yaml",
                        "kubernetes/overlays/production/kustomization.yaml")
                .map(Folder::at)
                .flatMap(SettingsTest::variables)
                .collect(Collectors.toSet());
        used.removeAll(OF_CONNECTORS);
        assertThat(used)
                .hasSizeGreaterThan(15)
                .allMatch(name -> known.contains(name) || known.contains(name.replaceFirst("_FILE$", "")));
    }

    private static Stream<String> variables(Path file) {
        return OURS.matcher(Folder.text(file)).results().map(match -> match.group());
    }
}
