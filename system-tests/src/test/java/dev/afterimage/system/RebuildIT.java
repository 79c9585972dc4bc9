package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import dev.afterimage.localstack.part.ServiceKind;
import dev.afterimage.localstack.proof.ProvenTable;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An index is built anew beside the one that is there, under live writes, and readers and writers go to it in one step. */
@Tag("extended")
@ExtendWith(LocalStackExtension.class)
class RebuildIT {
    private static final String TOKEN = "the-token-of-the-operator";
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final Set<String> ENDS = Set.of("switched", "different", "failed", "abandoned");
    private static final String PLAIN = "- name: public.docs\n";
    private static final String SEARCHED = "- name: public.docs\n  text: [body]\n";

    @Test
    void aHundredThousandRowsUnderFiveHundredWritesASecondEndExactAndReadersNeverSeeFewer(LocalStack stack)
            throws Exception {
        int rows = 100_000;
        try (Mirror mirror = rebuildable(stack, "rebuilt", rows)) {
            mirror.launchIndexer();
            mirror.awaitIndexers();
            mirror.withTables(SEARCHED);
            for (int i = 0; i < 2; i++) {
                stack.services().all(ServiceKind.INDEXER).get(i).restart();
            }
            String index = mirror.table("docs").index();
            Api api = new Api(mirror.indexer());
            try (SteadyWriter writer = new SteadyWriter(mirror, "docs", rows, 500);
                    SteadyReader reader = new SteadyReader(mirror.index(), index + ".live", rows)) {
                awaitMore(writer, 1_000);
                assertThat(api.orderRebuild("", "{\"table\":\"public.docs\"}", ""))
                        .isEqualTo(401);
                assertThat(api.orderRebuild("", "{\"table\":\"public.docs\"}", TOKEN))
                        .isEqualTo(202);
                assertThat(api.orderRebuild("", "{\"table\":\"public.docs\"}", TOKEN))
                        .isEqualTo(409);

                awaitPhase(api, index, "switched");
                awaitMore(writer, 2_000);
                writer.stop();
                assertThat(reader.fewest()).as("in %s looks", reader.looks()).isEqualTo(rows);
                System.out.println(
                        "rebuilt under " + writer.rows() + " changed rows, " + reader.looks() + " looks of a reader");
            }
            mirror.assertExact(rebuilt(mirror));
            assertThat(mirror.parked()).isEmpty();
            assertThat(written(mirror)).isEqualTo(index + "~2");
            assertThat(mapping(mirror, index + ".write")
                            .path("body")
                            .path("type")
                            .asText())
                    .isEqualTo("text");
            assertThat(mapping(mirror, index).path("body").path("type").asText())
                    .isEqualTo("keyword");
        }
    }

    @Test
    void killedInTheMiddleItGoesOnAndTheWayBackIsExactToo(LocalStack stack) throws Exception {
        int rows = 20_000;
        try (Mirror mirror = rebuildable(stack, "killed", rows)) {
            String index = mirror.table("docs").index();
            Api api = new Api(mirror.indexer());
            try (SteadyWriter writer = new SteadyWriter(mirror, "docs", rows, 300)) {
                awaitMore(writer, 300);
                assertThat(api.orderRebuild("", "{\"table\":\"" + index + "\"}", TOKEN))
                        .isEqualTo(202);
                for (String phase : List.of("copying", "following")) {
                    await().atMost(PATIENCE)
                            .pollInterval(Duration.ofMillis(20))
                            .until(() -> at(api, index, phase) || at(api, index, "switched"));
                    mirror.indexer().kill9();
                    mirror.indexer().start();
                    mirror.indexer().awaitReady();
                }
                awaitPhase(api, index, "switched");
                awaitMore(writer, 500);
                writer.stop();
            }
            mirror.assertExact(rebuilt(mirror));
            assertThat(written(mirror)).isEqualTo(index + "~2");

            // And back, with everything that has been written since.
            try (SteadyWriter writer = new SteadyWriter(mirror, "docs", rows, 300)) {
                awaitMore(writer, 500);
                assertThat(api.orderRebuild("/" + index + "/rollback", "{}", TOKEN))
                        .isEqualTo(202);
                awaitPhase(api, index, "switched");
                awaitMore(writer, 500);
                writer.stop();
            }
            assertThat(written(mirror)).isEqualTo(index);
            mirror.assertExact(rebuilt(mirror));
            mirror.assertExact("docs");
            assertThat(mirror.parked()).isEmpty();
        }
    }

    @Test
    void aTopicIsReadFromItsBeginningWhereDocumentsThemselvesChange(LocalStack stack) throws Exception {
        try (Mirror mirror = rebuildable(stack, "renamed", 3_000)) {
            mirror.execute(
                    "delete from public.docs where id % 10 = 0",
                    "update public.docs set n = n + 1 where id % 3 = 0",
                    "insert into public.docs values (10, 7, 'again')");
            mirror.assertExact("docs");
            String index = mirror.table("docs").index();
            mirror.withTables("- name: public.docs\n  rename: [n=number]\n");
            mirror.indexer().restart();
            Api api = new Api(mirror.indexer());

            assertThat(api.orderRebuild("", "{\"table\":\"public.docs\",\"fill\":\"topic\"}", TOKEN))
                    .isEqualTo(202);
            awaitPhase(api, index, "switched");

            assertThat(mirror.index().count(index + ".live", "{\"query\":{\"match_all\":{}}}"))
                    .isEqualTo(2_701);
            JsonNode document = mirror.index().get(index + ".write", "10").orElseThrow();
            assertThat(document.path("number").asInt()).isEqualTo(7);
            assertThat(document.has("n")).isFalse();
            // What was deleted is remembered in the new one too.
            assertThat(mirror.index()
                            .get(index + ".write", "20")
                            .orElseThrow()
                            .path("_cdc")
                            .path("deleted")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void whereTheNewOneDoesNotTakeWhatTheOldOneHasNothingIsSwitched(LocalStack stack) throws Exception {
        try (Mirror mirror = Mirror.of(stack, "differing").with("AFTERIMAGE_OPERATOR_TOKEN", TOKEN)) {
            mirror.withTables("- name: public.docs\n");
            mirror.launchIndexer();
            mirror.capture();
            mirror.awaitIndexers();
            mirror.execute(
                    "create table public.docs (id int primary key, doc jsonb)",
                    "insert into public.docs select i, '{\"a\": 1}' from generate_series(1, 50) i",
                    "insert into public.docs values (51, '\"no object\"')");
            mirror.assertExact("docs");
            String index = mirror.table("docs").index();
            // As an object its members are mapped one by one, and the last row's is none.
            mirror.withTables("- name: public.docs\n  objects: [doc]\n");
            mirror.indexer().restart();
            Api api = new Api(mirror.indexer());
            assertThat(api.orderRebuild("", "{\"table\":\"public.docs\"}", TOKEN))
                    .isEqualTo(202);

            awaitPhase(api, index, "different");

            assertThat(api.rebuild(index).path("differences").toString()).contains("MISSING 51");
            assertThat(written(mirror)).isEqualTo(index);
            mirror.execute("update public.docs set doc = '{\"a\": 2}' where id < 10");
            mirror.assertExact("docs");

            // Mended at the source, it goes on by itself to the end.
            mirror.execute("update public.docs set doc = '{\"a\": 3}' where id = 51");
            mirror.assertExact("docs");
            assertThat(api.orderRebuild("/" + index + "/resume", "{}", TOKEN)).isEqualTo(202);
            awaitPhase(api, index, "switched");
            mirror.assertExact(rebuilt(mirror));

            // A second one is given up, and leaves nothing behind.
            assertThat(api.orderRebuild("", "{\"table\":\"public.docs\"}", TOKEN))
                    .isEqualTo(202);
            int given = api.orderRebuild("/" + index + "/abandon", "{}", TOKEN);
            await().atMost(PATIENCE).until(() -> at(api, index, "abandoned") || at(api, index, "switched"));
            if (given == 202 && at(api, index, "abandoned")) {
                assertThat(mirror.index().call("GET", "/" + index + "~3", "")).isEmpty();
                assertThat(written(mirror)).isEqualTo(index + "~2");
            }
            mirror.execute("insert into public.docs values (52, '{\"a\": 4}')");
            mirror.assertExact(rebuilt(mirror));
        }
    }

    private static Mirror rebuildable(LocalStack stack, String name, int rows) throws Exception {
        Mirror mirror =
                Mirror.of(stack, name).with("AFTERIMAGE_OPERATOR_TOKEN", TOKEN).with("AFTERIMAGE_REBUILD_LEASE", "10s");
        mirror.withTables(PLAIN);
        mirror.launchIndexer();
        mirror.execute(
                "create table public.docs (id int primary key, n int not null, body text)",
                "insert into public.docs select i, 0, case when i % 10 = 0 then"
                        + " (select string_agg(md5((i * 1000 + g)::text), '') from generate_series(1, 100) g)"
                        + " else 'body ' || i end from generate_series(1, " + rows + ") i");
        mirror.capture();
        mirror.awaitIndexers();
        mirror.assertExact("docs");
        return mirror;
    }

    private static void awaitMore(SteadyWriter writer, long rows) {
        long before = writer.rows();
        await().atMost(Mirror.PATIENCE).until(() -> writer.rows() >= before + rows);
    }

    private static boolean at(Api api, String index, String phase) {
        return api.rebuild(index).path("phase").asText().equals(phase);
    }

    private static void awaitPhase(Api api, String index, String phase) {
        await().atMost(PATIENCE)
                .until(() -> ENDS.contains(api.rebuild(index).path("phase").asText()));
        assertThat(api.rebuild(index).path("phase").asText())
                .as(api.rebuild(index).toString())
                .isEqualTo(phase);
    }

    /** The table as it is read and written now, whichever generation that is. */
    private static ProvenTable rebuilt(Mirror mirror) {
        ProvenTable table = mirror.table("docs");
        return new ProvenTable(
                table.topicPrefix(),
                table.schema(),
                table.table(),
                table.index() + ".write",
                List.of(),
                false,
                Set.of());
    }

    /** The concrete index that is written. */
    private static String written(Mirror mirror) {
        return mirror.index()
                .call("GET", "/_alias/" + mirror.table("docs").index() + ".write", "")
                .orElseThrow()
                .fieldNames()
                .next();
    }

    private static JsonNode mapping(Mirror mirror, String index) {
        return mirror.index()
                .call("GET", "/" + index + "/_mapping", "")
                .orElseThrow()
                .elements()
                .next()
                .path("mappings")
                .path("properties");
    }
}
