package dev.afterimage.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dashboards can be provisioned side by side, and each panel says what it shows, in which unit, of which data source. */
class DashboardsTest {
    private static final List<Path> DASHBOARDS = Folder.files("monitoring/grafana/dashboards", ".json");

    @Test
    void everyServiceHasOne() {
        assertThat(DASHBOARDS.stream().map(Folder::name))
                .contains(
                        "overview.json",
                        "indexer.json",
                        "dlq.json",
                        "txn-assembler.json",
                        "reconciler.json",
                        "connect.json");
    }

    @Test
    void everyOneHasAnIdentityOfItsOwn() {
        List<String> ids = DASHBOARDS.stream()
                .map(file -> Folder.json(file).path("uid").asText())
                .toList();
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.startsWith("afterimage-"));
    }

    @Test
    void everyPanelExplainsItself() {
        assertThat(panels()).isNotEmpty().allSatisfy(panel -> {
            String title = panel.path("title").asText();
            assertThat(panel.path("description").asText()).as(title).endsWith(".");
            assertThat(panel.path("fieldConfig").path("defaults").path("unit").asText())
                    .as(title)
                    .isNotBlank();
            assertThat(Folder.elements(panel.path("targets")))
                    .as(title)
                    .isNotEmpty()
                    .allSatisfy(target -> {
                        assertThat(target.path("expr").asText()).isNotBlank();
                        assertThat(target.path("datasource").path("uid").asText())
                                .isEqualTo("${datasource}");
                    });
        });
    }

    @Test
    void noPanelLiesUnderAnother() {
        assertThat(DASHBOARDS).allSatisfy(file -> {
            List<String> cells = Folder.elements(Folder.json(file).path("panels"))
                    .flatMap(DashboardsTest::cells)
                    .toList();
            assertThat(cells).as(Folder.name(file)).doesNotHaveDuplicates();
        });
    }

    private static List<JsonNode> panels() {
        return DASHBOARDS.stream()
                .flatMap(file -> Folder.elements(Folder.json(file).path("panels")))
                .filter(panel -> !panel.path("type").asText().equals("row"))
                .collect(Collectors.toList());
    }

    private static Stream<String> cells(JsonNode panel) {
        JsonNode at = panel.path("gridPos");
        int left = at.path("x").asInt();
        int top = at.path("y").asInt();
        return Stream.iterate(left, x -> x < left + at.path("w").asInt(), x -> x + 1)
                .flatMap(x -> Stream.iterate(top, y -> y < top + at.path("h").asInt(), y -> y + 1)
                        .map(y -> x + "," + y));
    }
}
