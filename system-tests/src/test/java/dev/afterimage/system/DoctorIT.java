package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.connector.PostgresConnector;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The doctor finds nothing critical in the stack as it is started, and finds what is then spoilt in source, connector, topics and index. */
@Tag("extended")
@ExtendWith(LocalStackExtension.class)
class DoctorIT {
    @Test
    void whatIsWellIsCalledWellAndWhatIsSpoiltIsFoundWithItsRemedy(LocalStack stack) throws Exception {
        PostgresConnector connector =
                stack.connectorFor("examined", "examined").with("table.include.list", "public\\..*,aside\\..*");
        try (Mirror mirror = Mirror.of(stack, "examined", connector)) {
            mirror.execute(
                    "create table public.orders (id int primary key, body text)",
                    "insert into public.orders values (1, 'a')");
            mirror.launchIndexer();
            mirror.capture();
            mirror.assertExact("orders");
            try (Reconciler reconciler = Reconciler.start(
                    mirror,
                    "AFTERIMAGE_RECONCILER_WATCH_INDEXER_URL",
                    mirror.indexer().url())) {
                List<String> well = findings(reconciler);
                assertThat(well)
                        .noneMatch(finding -> finding.startsWith("CRITICAL") || finding.startsWith("UNKNOWN"))
                        .anyMatch(finding ->
                                finding.contains("ADVICE source table public.orders: unchanged large values"));

                spoil(mirror);

                await().atMost(Mirror.PATIENCE).untilAsserted(() -> assertThat(findings(reconciler))
                        .anyMatch(finding -> finding.startsWith(
                                "CRITICAL source table aside.orders: the publication " + connector.publication()))
                        .anyMatch(finding ->
                                finding.startsWith("CRITICAL source table public.keyless: it has no primary key"))
                        .anyMatch(finding ->
                                finding.startsWith("CRITICAL source table public.mute: REPLICA IDENTITY is NOTHING"))
                        .anyMatch(finding ->
                                finding.startsWith("CRITICAL connector examined: its filter of logical messages"))
                        .anyMatch(finding -> finding.startsWith("WARNING connector examined: heartbeat.interval.ms"))
                        .anyMatch(finding -> finding.startsWith("WARNING connector examined: skipped.operations"))
                        .anyMatch(finding -> finding.startsWith(
                                "CRITICAL index examined.public.orders: the alias examined.public.orders.write")));
                mirror.stack().connect().client().put(connector.name(), connector.settings());
            }
        }
    }

    private static void spoil(Mirror mirror) throws Exception {
        PostgresConnector connector = mirror.connector();
        mirror.execute(
                "create schema aside",
                "create table aside.orders (id int primary key)",
                "create table public.keyless (v text)",
                "create table public.mute (id int primary key)",
                "alter table public.mute replica identity nothing");
        mirror.stack()
                .connect()
                .client()
                .put(
                        connector.name(),
                        connector
                                .with("heartbeat.interval.ms", "0")
                                .with("skipped.operations", "t")
                                .with("message.prefix.exclude.list", "afterimage.*")
                                .settings());
        String index = mirror.table("orders").index();
        mirror.index().call("DELETE", "/" + index + "/_alias/" + index + ".write", "");
    }

    private static List<String> findings(Reconciler reconciler) {
        List<String> findings = new ArrayList<>();
        for (JsonNode one : reconciler.get("/api/v1/doctor").path("items")) {
            assertThat(one.path("remedy").asText()).isNotBlank();
            findings.add(one.path("severity").asText() + " " + one.path("part").asText() + " "
                    + one.path("subject").asText() + ": " + one.path("what").asText());
        }
        return findings;
    }
}
