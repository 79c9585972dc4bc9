package dev.afterimage.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever is woken by an alert finds what it means and what to do, and somebody has seen it fire. */
class AlertsTest {
    private static final String RUNBOOKS = "https://github.com/your-organisation/afterimage/blob/main/deploy/runbooks/";
    private static final Pattern SECTION = Pattern.compile("^## (.+)$", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(?:#[^)]*)?\\)");
    private static final List<Alert> ALERTS = Alert.all();

    @Test
    void everyAlertSaysWhatHowBadAndWhere() {
        assertThat(ALERTS).hasSizeGreaterThan(30).allSatisfy(alert -> {
            assertThat(alert.severity()).as(alert.name()).isIn("critical", "warning");
            assertThat(alert.annotation("summary")).as(alert.name()).isNotBlank();
            assertThat(alert.annotation("description")).as(alert.name()).endsWith(".");
            assertThat(alert.annotation("runbook_url")).isEqualTo(RUNBOOKS + alert.name() + ".md");
        });
    }

    @Test
    void everyAlertHasARunbookAndEveryRunbookAnAlert() {
        Set<String> runbooks = Folder.files("runbooks", ".md").stream()
                .map(file -> Folder.name(file).replace(".md", ""))
                .collect(Collectors.toSet());
        assertThat(runbooks).isEqualTo(ALERTS.stream().map(Alert::name).collect(Collectors.toSet()));
    }

    @Test
    void everyRunbookAnswersTheSameQuestionsInTheSameOrder() {
        assertThat(Folder.files("runbooks", ".md")).allSatisfy(file -> {
            String text = Folder.text(file);
            assertThat(text).startsWith("# " + Folder.name(file).replace(".md", "") + "\n\n**What it means.** ");
            assertThat(SECTION.matcher(text).results().map(match -> match.group(1)))
                    .as(Folder.name(file))
                    .containsExactly("How to see it", "What to do", "How to know that it is over");
        });
    }

    @Test
    void noLinkOfARunbookLeadsNowhere() {
        assertThat(Folder.files("runbooks", ".md")).allSatisfy(file -> assertThat(
                        LINK.matcher(Folder.text(file)).results().map(match -> match.group(1)))
                .as(Folder.name(file))
                .allMatch(link -> Files.exists(file.resolveSibling(link))));
    }

    @Test
    void everyAlertHasBeenSeenToWaitToFireAndToClear() {
        Map<String, List<JsonNode>> seen = Folder.files("monitoring/tests", ".yml").stream()
                .flatMap(file -> Folder.elements(Folder.yaml(file).path("tests")))
                .flatMap(test -> Folder.elements(test.path("alert_rule_test")))
                .collect(Collectors.groupingBy(one -> one.path("alertname").asText()));
        assertThat(seen.keySet())
                .isEqualTo(new HashSet<>(ALERTS.stream().map(Alert::name).toList()));
        seen.forEach((alert, times) -> {
            List<Boolean> fires =
                    times.stream().map(one -> !one.path("exp_alerts").isEmpty()).toList();
            assertThat(fires.indexOf(true))
                    .as("%s is seen not to fire before it does", alert)
                    .isPositive();
            assertThat(fires.subList(fires.indexOf(true), fires.size()))
                    .as("%s is seen to clear", alert)
                    .contains(false);
        });
    }
}
