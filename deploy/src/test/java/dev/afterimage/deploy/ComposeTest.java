package dev.afterimage.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What compose.yaml refers to is there, and nothing of it is open to the network or may more than it needs. */
class ComposeTest {
    private static final Path FILE = Folder.at("compose/compose.yaml");
    private static final JsonNode COMPOSE = Folder.yaml(FILE);
    private static final Set<String> OURS = Set.of("indexer", "dlq", "txn-assembler", "reconciler");

    @Test
    void whoIsWaitedForCanTellThatItIsHealthy() {
        services().forEach((name, service) -> service.path("depends_on")
                .properties()
                .forEach(on -> {
                    assertThat(services()).as(name).containsKey(on.getKey());
                    if (on.getValue().path("condition").asText().equals("service_healthy")) {
                        assertThat(service(on.getKey()).has("healthcheck"))
                                .as(on.getKey())
                                .isTrue();
                    }
                }));
    }

    @Test
    void everyFileThatIsMountedIsThereAndEveryVolumeNamed() {
        services().forEach((name, service) -> texts(service.path("volumes")).forEach(volume -> {
            String source = volume.substring(0, volume.indexOf(':'));
            if (source.startsWith(".")) {
                assertThat(Files.exists(FILE.resolveSibling(source))).as(volume).isTrue();
            } else {
                assertThat(COMPOSE.path("volumes").has(source)).as(volume).isTrue();
            }
        }));
    }

    @Test
    void everyPortIsPublishedOnLoopbackOnceOnly() {
        List<String> ports = services().values().stream()
                .flatMap(service -> texts(service.path("ports")).stream())
                .toList();
        assertThat(ports).hasSizeGreaterThan(8).allMatch(port -> port.startsWith("127.0.0.1:"));
        assertThat(ports.stream().map(port -> port.substring(0, port.lastIndexOf(':'))))
                .doesNotHaveDuplicates();
    }

    @Test
    void noPasswordHasADefault() {
        services().forEach((name, service) -> service.path("environment").properties().stream()
                .filter(variable -> variable.getKey().matches(".*(PASSWORD|TOKEN|PASS)$"))
                .forEach(variable -> assertThat(variable.getValue().asText())
                        .as(name + " " + variable.getKey())
                        .startsWith("${")
                        .contains(":?")));
        assertThat(Folder.text(FILE.resolveSibling("example.env")).lines().filter(line -> !line.startsWith("#")))
                .allMatch(line -> line.endsWith("="));
    }

    @Test
    void ourServicesRunWithoutPrivileges() {
        assertThat(services().keySet()).containsAll(OURS);
        OURS.forEach(name -> {
            // What they share is merged in by the YAML anchor, which this reader leaves where it stands.
            JsonNode shared = COMPOSE.path("x-service");
            assertThat(Folder.text(FILE)).contains("  " + name + ":\n    <<: *service\n");
            assertThat(shared.path("read_only").asBoolean()).isTrue();
            assertThat(shared.at("/cap_drop/0").asText()).isEqualTo("ALL");
            assertThat(shared.path("user").asText()).isEqualTo("10001:10001");
            assertThat(service(name).has("mem_limit")).as(name).isTrue();
        });
    }

    private static Map<String, JsonNode> services() {
        return COMPOSE.path("services").properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static JsonNode service(String name) {
        return COMPOSE.path("services").path(name);
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
