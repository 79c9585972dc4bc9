package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import dev.afterimage.localstack.part.Service;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The reconciler finds what differs, exactly, says why, and repairs it; what is equal it calls equal. */
@ExtendWith(LocalStackExtension.class)
class ReconcilerIT {
    private static final int ROWS = 5_000;

    private static Mirror mirror;
    private static DlqApi dlq;
    private static Reconciler reconciler;

    @BeforeAll
    static void start(LocalStack stack) throws Exception {
        mirror = Mirror.of(stack, "recon")
                .with("AFTERIMAGE_INDEXER_DEAD_LETTER_TOPIC", DlqApi.letterTopic("recon"))
                .withTables("- name: public.forms\n  objects: [form]\n");
        mirror.launchIndexer();
        mirror.capture();
        mirror.awaitIndexers();
        dlq = DlqApi.start(stack, "recon");
        reconciler = Reconciler.start(
                mirror, "AFTERIMAGE_RECONCILER_DLQ_URL", dlq.service().url());
    }

    @AfterAll
    static void end() {
        reconciler.close();
        dlq.close();
        mirror.close();
    }

    private static void goods(String table) throws Exception {
        mirror.execute(
                "create table public." + table
                        + " (id int primary key, name text, price numeric(10,2), stock real, added"
                        + " timestamptz, tags text[], extra jsonb)",
                "insert into public." + table
                        + " select i, 'good ' || i, i * 1.10, i / 7.0, timestamptz '2026-01-01' + i * interval"
                        + " '1.5 minutes', array['a', 'b \"' || i], jsonb_build_object('n', i, 's', null, 'f', i * 0.5)"
                        + " from generate_series(1, " + ROWS + ") i");
        mirror.assertExact(table);
    }

    @Test
    void everyKindOfCorruptionIsFoundByKeyExplainedAndRepaired() throws Exception {
        goods("goods");
        for (String depth : List.of("counts", "checksums", "full")) {
            JsonNode clean = reconciler.reconcile(depth, false, "goods");
            assertThat(clean.path("state").asText()).as(clean.toString()).isEqualTo("equal");
            assertThat(clean.path("tables").path(0).path("rows").asInt()).isEqualTo(ROWS);
            assertThat(clean.path("tables").path(0).path("documents").asInt()).isEqualTo(ROWS);
        }
        JsonNode again = reconciler.reconcile("checksums", false, "goods");
        assertThat(again.path("tables").path(0).path("moved").asInt())
                .as("what was written since the last look that found nothing")
                .isZero();
        // Without JSON, which the vandal would spell in another way.
        mirror.execute("update public.goods set tags = null, extra = null where id = 77");
        mirror.assertExact("goods");
        JsonNode before = mirror.document("goods", "77");
        mirror.execute("update public.goods set price = price + 1 where id = 77");
        mirror.assertExact("goods");

        Vandal vandal = new Vandal(mirror, "goods");
        vandal.delete("11");
        vandal.delete("4999");
        vandal.alter("22", "name", "\"vandalised\"");
        vandal.forge("33", document -> document.put("price", "0.01"));
        vandal.ghost("44", "900001");
        vandal.ghost("44", "nobody");
        vandal.rewind("77", before);

        JsonNode found = reconciler.reconcile("checksums", false, "goods");

        assertThat(found.path("state").asText()).as(found.toString()).isEqualTo("different");
        assertThat(Reconciler.keys(found, "missing")).containsExactly("11", "4999");
        assertThat(Reconciler.keys(found, "extra")).containsExactly("900001", "nobody");
        assertThat(Reconciler.keys(found, "stale")).containsExactly("77");
        assertThat(Reconciler.keys(found, "different")).contains("22");
        assertThat(Reconciler.finding(found, "different", "22").path("columns").toString())
                .isEqualTo("[\"name\"]");
        assertThat(Reconciler.finding(found, "different", "22").path("cause").asText())
                .isEqualTo("touched");
        assertThat(Reconciler.finding(found, "stale", "77").path("columns").toString())
                .isEqualTo("[\"price\"]");

        JsonNode still = reconciler.reconcile("checksums", false, "goods");
        assertThat(Reconciler.keys(still, "different"))
                .as("what was found and left is found again")
                .containsAll(Reconciler.keys(found, "different"));
        JsonNode key = reconciler.post("/api/v1/tables/public.goods/key", "{\"id\": \"22\"}");
        assertThat(key.path("kind").asText()).as(key.toString()).isEqualTo("different");
        assertThat(key.path("intact").asBoolean()).isFalse();
        assertThat(key.path("findings")).hasSize(2);
        JsonNode stale = reconciler.post("/api/v1/tables/public.goods/key", "{\"id\": \"77\"}");
        assertThat(stale.path("kind").asText()).as(stale.toString()).isEqualTo("stale");
        assertThat(stale.path("events").path(0).path("operation").asText()).isEqualTo("update");
        for (JsonNode field : key.path("fields")) {
            assertThat(field.path("differs").asBoolean())
                    .isEqualTo(field.path("name").asText().equals("name"));
        }
        assertThat(reconciler
                        .post("/api/v1/tables/public.goods/key", "{\"id\": \"900001\"}")
                        .path("kind")
                        .asText())
                .isEqualTo("extra");
        // What was forged down to its version only the content tells.
        JsonNode full = reconciler.reconcile("full", false, "goods");
        assertThat(Reconciler.keys(full, "different")).containsExactly("22", "33");

        JsonNode dry = reconciler.post(
                "/api/v1/repairs",
                "{\"reconciliation\": " + full.path("id").asText()
                        + ", \"table\": \"public.goods\", \"dryRun\": true}");
        assertThat(dry.path("keys")).hasSize(7);
        JsonNode ordered = reconciler.post(
                "/api/v1/repairs",
                "{\"reconciliation\": " + full.path("id").asText() + ", \"table\": \"public.goods\"}");
        JsonNode repaired = reconciler.await(ordered.path("id").asText());
        assertThat(repaired.path("tables").path(0).path("repaired").asInt())
                .as(repaired.toString())
                .isEqualTo(6);
        assertThat(Reconciler.finding(repaired, "extra", "nobody")
                        .path("repair")
                        .asText())
                .isEqualTo("refused");
        vandal.delete("nobody");
        JsonNode after = reconciler.reconcile("full", false, "goods");
        assertThat(after.path("state").asText()).as(after.toString()).isEqualTo("equal");
        mirror.assertExact("goods");
        assertThat(reconciler.page("/runs/" + repaired.path("id").asText())).contains("nobody", "refused");
    }

    @Test
    void aParkedEventExplainsItsDifference() throws Exception {
        mirror.execute(
                "create table public.forms (id int primary key, form jsonb)",
                "insert into public.forms select i, '{}' from generate_series(1, 50) i");
        mirror.assertExact("forms");
        mirror.execute(
                "update public.forms set form = (repeat('{\"a\":', 30) || '1' || repeat('}', 30))::jsonb where id = 7");
        String topic = mirror.table("forms").topic();
        String letter = dlq.awaitLetters(topic, 1).getFirst().path("id").asText();

        JsonNode found = reconciler.reconcile("checksums", false, "forms");

        assertThat(Reconciler.keys(found, "stale")).as(found.toString()).containsExactly("7");
        JsonNode difference = Reconciler.finding(found, "stale", "7");
        assertThat(difference.path("cause").asText()).isEqualTo("parked");
        assertThat(difference.path("explanation").asText()).contains("dead letter " + letter);
    }

    @Test
    void aRepairDoesNotLoseWhatAnOpenTransactionChanged() throws Exception {
        mirror.execute(
                "create table public.held (id int primary key, n int)",
                "insert into public.held select i, 0 from generate_series(1, 20) i");
        mirror.assertExact("held");
        new Vandal(mirror, "held").alter("5", "n", "99");
        try (Connection open = mirror.connect();
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("update public.held set n = 1 where id = 5");

            JsonNode repaired = reconciler.reconcile("checksums", true, "held");

            assertThat(repaired.path("tables").path(0).path("repaired").asInt())
                    .as(repaired.toString())
                    .isEqualTo(1);
            assertThat(mirror.document("held", "5").path("n").asInt()).isZero();
            open.commit();
        }
        mirror.assertExact("held");
        assertThat(mirror.document("held", "5").path("n").asInt()).isEqualTo(1);
    }

    @Test
    void anIndexerThatStandsStillIsInconclusiveAndNoAlarm() throws Exception {
        try (Mirror still = Mirror.of(mirror.stack(), "still")) {
            still.launchIndexer();
            still.capture();
            still.awaitIndexers();
            still.execute(
                    "create table public.things (id int primary key, n int)",
                    "insert into public.things select i, i from generate_series(1, 10) i");
            still.assertExact("things");
            try (Reconciler own = Reconciler.start(still, "AFTERIMAGE_RECONCILER_CATCH_UP", "3s")) {
                Service indexer = still.indexer();
                indexer.stop();
                still.execute("update public.things set n = n + 1");

                JsonNode run = own.reconcile("checksums", false, "things");

                assertThat(run.path("state").asText()).as(run.toString()).isEqualTo("inconclusive");
                assertThat(run.path("tables").path(0).path("reason").asText())
                        .contains(still.group(), "did not settle");
                indexer.restart();
                await().atMost(Mirror.PATIENCE).until(() -> own.reconcile("checksums", false, "things")
                        .path("state")
                        .asText()
                        .equals("equal"));
            }
        }
    }
}
