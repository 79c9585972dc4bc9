package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.connector.ConnectClient;
import dev.afterimage.localstack.connector.WireFormat;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each vital sign fires when its part is hurt, names the remedy, and clears when the part is well again. */
@Tag("extended")
@ExtendWith(LocalStackExtension.class)
class WatchIT {
    private static final List<String> AILS = List.of("WARNING", "CRITICAL");

    private static Mirror mirror;
    private static Subject schemas;
    private static Reconciler reconciler;

    @BeforeAll
    static void start(LocalStack stack) throws Exception {
        mirror = Mirror.of(
                        stack,
                        "watched",
                        stack.connectorFor("watched", "watched").with(WireFormat.AVRO, stack.registry()))
                .with("AFTERIMAGE_FORMAT", "avro");
        mirror.execute(
                "create table public.things (id int primary key, v text)",
                "create table public.quiet (id int primary key, v text)",
                "insert into public.things select i, 'a' from generate_series(1, 100) i",
                "insert into public.quiet values (1, 'a')",
                "create table public.shaped (id int primary key, v text)",
                "insert into public.shaped values (1, 'a')");
        mirror.launchIndexer();
        mirror.capture();
        mirror.assertExact("things", "quiet", "shaped");
        schemas = new Subject(stack.registryUrl(), "watched.public.things-value");
        reconciler = Reconciler.start(
                mirror,
                "AFTERIMAGE_RECONCILER_WATCH_EVERY",
                "1s",
                "AFTERIMAGE_RECONCILER_WATCH_SLOT_INACTIVE_WARNING",
                "2s",
                "AFTERIMAGE_RECONCILER_WATCH_SLOT_INACTIVE_CRITICAL",
                "4s",
                "AFTERIMAGE_RECONCILER_WATCH_LAG_RECORDS_WARNING",
                "500",
                "AFTERIMAGE_RECONCILER_WATCH_LAG_RECORDS_CRITICAL",
                "1000",
                "AFTERIMAGE_RECONCILER_WATCH_SILENCE",
                "public.quiet=8s",
                "AFTERIMAGE_RECONCILER_WATCH_SCHEMA_CHANGE_SHOWN",
                "10s",
                "AFTERIMAGE_RECONCILER_WATCH_FRESHNESS_EVERY",
                "1s",
                "AFTERIMAGE_RECONCILER_WATCH_FRESHNESS_SLO",
                "8s");
    }

    @AfterAll
    static void end() {
        if (reconciler != null) {
            reconciler.close();
        }
        mirror.close();
    }

    @Test
    void slotConnectorAndFreshnessFireWhenTheConnectorStopsAndClearWhenItGoesOn() throws Exception {
        awaitState("slot", mirror.connector().slot(), "OK");
        awaitState("connector", "watched", "OK");
        awaitState("freshness", "", "OK");

        ConnectClient connect = mirror.stack().connect().client();
        connect.stop("watched");
        try {
            awaitState("connector", "watched", "WARNING");
            assertThat(sign("connector", "watched").path("remedy").asText()).contains("resume");
            awaitState("slot", mirror.connector().slot(), "CRITICAL");
            assertThat(sign("slot", mirror.connector().slot())
                            .path("figures")
                            .path("slot_inactive_seconds")
                            .asDouble())
                    .isPositive();
            awaitAiling("freshness", "");
            assertThat(reconciler.page("/")).contains("Vital signs", "critical");
            assertThat(reconciler.page("/prometheus"))
                    .contains("afterimage_reconciler_watch_level{", "sign=\"slot\"")
                    .contains("afterimage_reconciler_watch_slot_retained_bytes{");
        } finally {
            connect.resume("watched");
        }
        awaitState("connector", "watched", "OK");
        awaitState("slot", mirror.connector().slot(), "OK");
        awaitState("freshness", "", "OK");
    }

    @Test
    void aSlotThatIsGoneFiresAndClearsWhenThereIsOneAgain() throws Exception {
        try (Reconciler other = Reconciler.start(
                mirror,
                "AFTERIMAGE_RECONCILER_WATCH_EVERY",
                "1s",
                "AFTERIMAGE_RECONCILER_WATCH_SLOT",
                "watched_by_hand")) {
            awaitState(other, "slot", "watched_by_hand", "CRITICAL");
            mirror.query("select pg_create_logical_replication_slot('watched_by_hand', 'pgoutput')");
            awaitState(other, "slot", "watched_by_hand", "OK");
            mirror.query("select pg_drop_replication_slot('watched_by_hand')");
            awaitState(other, "slot", "watched_by_hand", "CRITICAL");
        }
    }

    @Test
    void lagFiresWhileNoIndexerReadsAndClearsWhenOneHasCaughtUp() throws Exception {
        awaitState("lag", "watched.public.things", "OK");
        mirror.removeIndexer();
        awaitState("lag", mirror.group(), "CRITICAL");
        mirror.execute(
                "update public.things set v = v || 'b'",
                "insert into public.things select i, 'a' from generate_series(1000, 2200) i");
        awaitState("lag", "watched.public.things", "CRITICAL");
        assertThat(sign("lag", "watched.public.things")
                        .path("figures")
                        .path("lag_records")
                        .asDouble())
                .isGreaterThanOrEqualTo(1_000);

        mirror.startIndexer();
        awaitState("lag", "watched.public.things", "OK");
        await().atMost(Mirror.PATIENCE).until(() -> sign("lag", mirror.group()).isMissingNode());
    }

    @Test
    void aTableThatIsSilentForLongerThanItMayFiresAndClearsWithItsNextRow() throws Exception {
        awaitState("silence", "public.quiet", "CRITICAL");
        int[] row = {10};
        await().atMost(Mirror.PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
            mirror.execute("insert into public.quiet values (" + row[0]++ + ", 'b')");
            return sign("silence", "public.quiet").path("state").asText().equals("OK");
        });
        awaitState("silence", "public.quiet", "CRITICAL");
    }

    @Test
    void aSchemaThatTheRegistryRefusesFiresWithItsConnectorAndClearsWhenTheRuleIsLoosened() throws Exception {
        awaitState("registry", schemas.name(), "OK");
        schemas.register("{\"type\":\"record\",\"name\":\"Another\",\"fields\":[{\"name\":\"x\",\"type\":\"int\"}]}");
        schemas.mode("FULL");
        try {
            awaitState("registry", schemas.name(), "WARNING");
            mirror.execute(
                    "alter table public.things add column more int", "insert into public.things values (5000, 'a', 1)");
            awaitState("connector", "watched", "CRITICAL");
            awaitState("registry", "connector watched", "CRITICAL");
            assertThat(sign("connector", "watched").path("what").asText()).contains("FAILED: ");
        } finally {
            schemas.mode("NONE");
            mirror.stack().connect().client().restart("watched");
        }
        awaitState("connector", "watched", "OK");
        awaitState("registry", schemas.name(), "OK");
        await().atMost(Mirror.PATIENCE)
                .until(() -> sign("registry", "connector watched").isMissingNode());
        mirror.assertExact("things");
    }

    @Test
    void aColumnThatIsDroppedIsToldAndWarnsForAsLongAsItIsSet() throws Exception {
        awaitState("wal", "", "OK");
        awaitState("schema", "public.shaped", "OK");

        mirror.execute("alter table public.shaped drop column v");

        awaitState("schema", "public.shaped", "WARNING");
        awaitState("schema", "public.shaped", "OK");
        assertThat(sign("schema", "public.shaped").path("what").asText()).contains("v (text) was dropped");
    }

    @Test
    void whatIsNotSetSaysThatItIsNotWatched() {
        assertThat(sign("dead-letters", "").path("state").asText()).isEqualTo("UNWATCHED");
        assertThat(sign("dead-letters", "").path("remedy").asText()).contains("afterimage.reconciler.dlq-url");
    }

    private static void awaitState(String name, String subject, String state) {
        awaitState(reconciler, name, subject, state);
    }

    private static void awaitState(Reconciler asked, String name, String subject, String state) {
        await(name + " " + subject + " is " + state)
                .atMost(Mirror.PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> sign(asked, name, subject).path("state").asText(), state::equals);
    }

    private static void awaitAiling(String name, String subject) {
        await(name + " ails")
                .atMost(Mirror.PATIENCE)
                .until(() -> sign(name, subject).path("state").asText(), AILS::contains);
    }

    /** One vital sign; a missing node where it is not told. */
    private static JsonNode sign(String name, String subject) {
        return sign(reconciler, name, subject);
    }

    private static JsonNode sign(Reconciler asked, String name, String subject) {
        for (JsonNode one : asked.get("/api/v1/watch").path("items")) {
            if (one.path("name").asText().equals(name)
                    && one.path("subject").asText().equals(subject)) {
                return one;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }
}
