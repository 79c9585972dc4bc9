package dev.afterimage.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests as {@code kubectl kustomize} renders them: they are Kubernetes' own schema, nothing refers to what is not there, and no container may more than it needs. */
class KustomizeIT {
    private static final Set<String> OF_OPERATORS =
            Set.of("PodMonitor", "PrometheusRule", "ScaledObject", "KafkaTopic", "KafkaConnector");

    @ParameterizedTest
    @ValueSource(strings = {"overlays/dev", "overlays/production", "overlays/autoscaled", "components/strimzi"})
    void everyObjectFitsItsSchema(String folder) throws Exception {
        List<JsonNode> objects = render(folder);
        assertThat(objects).isNotEmpty().allSatisfy(object -> {
            if (!OF_OPERATORS.contains(kind(object))) {
                KubernetesSchema.demand(object);
            }
        });
        assertThat(objects.stream().map(object -> kind(object) + " " + name(object)))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlays/dev", "overlays/autoscaled"})
    void everythingThatIsReferredToIsThere(String folder) throws Exception {
        List<JsonNode> objects = render(folder);
        Map<String, Set<String>> names = objects.stream()
                .collect(Collectors.groupingBy(
                        KustomizeIT::kind, Collectors.mapping(KustomizeIT::name, Collectors.toSet())));
        List<JsonNode> workloads = workloads(objects);
        assertThat(workloads).hasSize(4).allSatisfy(workload -> {
            JsonNode pod = workload.path("spec").path("template").path("spec");
            assertThat(names.get("ServiceAccount"))
                    .contains(pod.path("serviceAccountName").asText());
            assertThat(names.get("ConfigMap"))
                    .containsAll(texts(pod.findValues("configMapRef")))
                    .containsAll(texts(pod.findValues("configMap")));
            if (folder.equals("overlays/dev")) {
                assertThat(names.get("Secret")).containsAll(pod.findValuesAsText("secretName"));
            }
            assertThat(volumes(workload)).containsAll(mounts(pod));
        });
        Set<JsonNode> labels = workloads.stream()
                .map(workload ->
                        workload.path("spec").path("template").path("metadata").path("labels"))
                .collect(Collectors.toSet());
        Stream.of("Service", "PodDisruptionBudget", "NetworkPolicy", "PodMonitor")
                .flatMap(kind -> objects.stream().filter(object -> kind(object).equals(kind)))
                .forEach(object -> assertThat(labels)
                        .as(kind(object) + " " + name(object) + " selects some pod")
                        .anyMatch(of -> selects(object.path("spec"), of)));
    }

    @Test
    void noContainerMayMoreThanItNeeds() throws Exception {
        assertThat(workloads(render("overlays/production"))).allSatisfy(workload -> {
            JsonNode pod = workload.path("spec").path("template").path("spec");
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(Folder.elements(pod.path("containers"))).isNotEmpty().allSatisfy(container -> {
                JsonNode security = container.path("securityContext");
                assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                        .isFalse();
                assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
                assertThat(container.at("/resources/requests").properties()).hasSize(2);
                assertThat(container.at("/resources/limits/memory").asText()).isNotBlank();
                assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/liveness");
                assertThat(container.at("/readinessProbe/httpGet/path").asText())
                        .isEqualTo("/health/readiness");
                assertThat(container.path("image").asText()).contains(":").doesNotEndWith(":latest");
            });
        });
    }

    @Test
    void whoScalesByLagIsTheOnlyOneThatSaysHowMany() throws Exception {
        List<JsonNode> objects = render("overlays/autoscaled");
        JsonNode scaler = objects.stream()
                .filter(object -> kind(object).equals("ScaledObject"))
                .findFirst()
                .orElseThrow();
        JsonNode scaled = workloads(objects).stream()
                .filter(workload -> name(workload)
                        .equals(scaler.at("/spec/scaleTargetRef/name").asText()))
                .findFirst()
                .orElseThrow();
        assertThat(scaled.path("spec").has("replicas")).isFalse();
        JsonNode trigger = scaler.at("/spec/triggers/0/metadata");
        assertThat(trigger.path("allowIdleConsumers").asText()).isEqualTo("false");
        assertThat(trigger.path("excludePersistentLag").asText()).isEqualTo("true");
    }

    private static List<JsonNode> render(String folder) throws Exception {
        return Folder.documents(Tool.KUBECTL.run(
                Stream.of("kustomize", Folder.at("kubernetes/" + folder).toString())));
    }

    private static List<JsonNode> workloads(List<JsonNode> objects) {
        return objects.stream()
                .filter(object -> Set.of("Deployment", "StatefulSet").contains(kind(object)))
                .toList();
    }

    private static Set<String> volumes(JsonNode workload) {
        Set<String> volumes = new HashSet<>();
        workload.at("/spec/template/spec/volumes")
                .forEach(volume -> volumes.add(volume.path("name").asText()));
        workload.at("/spec/volumeClaimTemplates").forEach(claim -> volumes.add(name(claim)));
        return volumes;
    }

    private static Set<String> mounts(JsonNode pod) {
        return Folder.elements(pod.path("containers"))
                .flatMap(container -> Folder.elements(container.path("volumeMounts")))
                .map(mount -> mount.path("name").asText())
                .collect(Collectors.toSet());
    }

    private static List<String> texts(List<JsonNode> references) {
        return references.stream()
                .map(reference -> reference.path("name").asText())
                .toList();
    }

    private static boolean selects(JsonNode spec, JsonNode labels) {
        JsonNode selector = spec.has("podSelector") ? spec.path("podSelector") : spec.path("selector");
        JsonNode wanted = selector.has("matchLabels") ? selector.path("matchLabels") : selector;
        return wanted.properties().stream()
                .allMatch(label -> labels.path(label.getKey()).equals(label.getValue()));
    }

    private static String kind(JsonNode object) {
        return object.path("kind").asText();
    }

    private static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }
}
