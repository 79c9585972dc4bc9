package dev.afterimage.reconciler.doctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.reconciler.watch.judge.ConnectorFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectorCheckTest {
    private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";

    private final Map<String, String> settings = new HashMap<>(Map.of(
            "provide.transaction.metadata", "true", "skipped.operations", "none", "heartbeat.interval.ms", "10000"));

    @Test
    void aConnectorAsItShouldBeHasNoFinding() {
        assertThat(findings()).isEmpty();
    }

    @Test
    void debeziumsDefaultsLackOrderTruncatesAndHeartbeats() {
        settings.clear();

        assertThat(findings())
                .extracting(Finding::severity)
                .containsExactly(Severity.CRITICAL, Severity.WARNING, Severity.WARNING);
        assertThat(findings()).extracting(Finding::what).anyMatch(what -> what.startsWith("heartbeat.interval.ms"));
    }

    @Test
    void skippedRowsAreCriticalSkippedTruncatesAWarning() {
        settings.put("skipped.operations", "t, d");
        assertThat(findings()).extracting(Finding::severity).containsExactly(Severity.CRITICAL);

        settings.put("skipped.operations", "t");
        assertThat(findings()).extracting(Finding::severity).containsExactly(Severity.WARNING);
    }

    @Test
    void plainJsonNeedsDecimalsAndTimesAsText() {
        settings.put("value.converter", JSON);
        settings.put("value.converter.replace.null.with.default", "false");
        assertThat(findings()).isEmpty();

        settings.put("value.converter.schemas.enable", "false");
        assertThat(findings()).hasSize(2).allMatch(finding -> finding.severity() == Severity.CRITICAL);

        settings.put("decimal.handling.mode", "string");
        settings.put("time.precision.mode", "isostring");
        assertThat(findings()).isEmpty();
    }

    @Test
    void roundedDecimalsAreCriticalInEveryForm() {
        settings.put("decimal.handling.mode", "double");

        assertThat(findings()).extracting(Finding::severity).containsExactly(Severity.CRITICAL);
    }

    @Test
    void timesThatAreCutAreAWarning() {
        settings.put("time.precision.mode", "connect");

        assertThat(findings()).extracting(Finding::severity).containsExactly(Severity.WARNING);
    }

    @Test
    void aSlotThatGoesWithTheConnectorAndSnapshotsThatEndOrComeAgainAreFound() {
        settings.put("slot.drop.on.stop", "true");
        assertThat(findings()).extracting(Finding::severity).containsExactly(Severity.CRITICAL);

        settings.put("slot.drop.on.stop", "false");
        settings.put("snapshot.mode", "always");
        assertThat(findings()).extracting(Finding::severity).containsExactly(Severity.WARNING);

        settings.put("snapshot.mode", "initial_only");
        assertThat(findings()).extracting(Finding::severity).containsExactly(Severity.CRITICAL);
    }

    @Test
    void aFilterThatSwallowsMarkersIsFoundAndOneThatDoesNotIsNot() {
        settings.put("message.prefix.exclude.list", "audit.*,other");
        assertThat(findings()).isEmpty();
        settings.put("message.prefix.include.list", "afterimage\\.marker\\..*");
        assertThat(findings()).isEmpty();

        settings.put("message.prefix.include.list", "audit.*");
        assertThat(findings())
                .extracting(Finding::what)
                .singleElement()
                .asString()
                .contains("afterimage.marker.");
        settings.put("message.prefix.include.list", "");
        settings.put("message.prefix.exclude.list", "afterimage.*");
        assertThat(findings())
                .extracting(Finding::remedy)
                .singleElement()
                .asString()
                .contains("exclude.list");
    }

    @Test
    void whatLeavesOutEventsInSilenceIsFound() {
        settings.put("errors.tolerance", "all");
        settings.put("event.processing.failure.handling.mode", "warn");
        settings.put("transforms", "route, few");
        settings.put("transforms.route.type", "org.apache.kafka.connect.transforms.RegexRouter");
        settings.put("transforms.few.type", "io.debezium.transforms.Filter");

        assertThat(findings())
                .extracting(Finding::severity)
                .containsExactly(Severity.CRITICAL, Severity.CRITICAL, Severity.WARNING);
    }

    @Test
    void aTableIsCapturedByItsListsAsDebeziumReadsThem() {
        assertThat(captures("public.orders")).isTrue();
        settings.put("table.include.list", "public\\.or.*, other\\.t");
        assertThat(captures("public.orders")).isTrue();
        assertThat(captures("other.t")).isTrue();
        assertThat(captures("other.t2")).isFalse();
        settings.put("table.exclude.list", "public\\.orders");
        assertThat(captures("public.orders")).isFalse();
        settings.put("schema.exclude.list", "other");
        assertThat(captures("other.t")).isFalse();
    }

    @Test
    void versionsWithKnownLossesAreFound() {
        String postgres = "io.debezium.connector.postgresql.PostgresConnector";

        assertThat(version(postgres, "3.7.0.Final")).isEmpty();
        assertThat(version(postgres, "4.0.0.Alpha1")).isEmpty();
        assertThat(version(postgres, "3.6.1.Final")).containsExactly(Severity.ADVICE);
        assertThat(version("io.debezium.connector.mysql.MySqlConnector", "3.6.1.Final"))
                .isEmpty();
        assertThat(version(postgres, "3.6.0.Final")).containsExactly(Severity.WARNING);
        assertThat(version(postgres, "2.7.4.Final")).containsExactly(Severity.WARNING);
        assertThat(version(postgres, "null")).containsExactly(Severity.UNKNOWN);
        assertThat(version("org.example.Other", "0.1")).isEmpty();
    }

    private static List<Severity> version(String name, String version) {
        return VersionCheck.of(Map.of(name, version), List.of(name, name)).stream()
                .map(Finding::severity)
                .toList();
    }

    private boolean captures(String table) {
        return ConnectorCheck.captures(connector(), table);
    }

    private List<Finding> findings() {
        return ConnectorCheck.of(connector());
    }

    private ConnectorFacts connector() {
        return new ConnectorFacts("shop", "RUNNING", "", List.of(), settings);
    }
}
