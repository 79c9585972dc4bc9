package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the indexer parked comes home through the dead-letter service, and the index is exact again. */
@ExtendWith(LocalStackExtension.class)
class HomecomingIT {
    /** Nested deeper than the index takes until its limit is raised. */
    private static final String TOO_DEEP = "(repeat('{\"a\":', 30) || '1' || repeat('}', 30))::jsonb";

    private static Mirror mirror;
    private static DlqApi dlq;

    @BeforeAll
    static void start(LocalStack stack) throws Exception {
        mirror = Mirror.of(stack, "home").withTables("""
                - name: public.forms
                  objects: [extra]
                - name: public.ghosts
                  objects: [extra]
                - name: public.steps
                  objects: [extra]
                """);
        mirror.with("AFTERIMAGE_INDEXER_DEAD_LETTER_TOPIC", DlqApi.letterTopic("home"));
        mirror.launchIndexer();
        mirror.capture();
        dlq = DlqApi.start(stack, "home");
        mirror.awaitIndexers();
    }

    @AfterAll
    static void end() {
        dlq.close();
        mirror.close();
    }

    @Test
    void aPoisonedGroupComesHomeOnceItsCauseIsMended() throws Exception {
        mirror.execute(
                "create table public.forms (id int primary key, extra jsonb)",
                "insert into public.forms select i, '{}' from generate_series(1, 100) i");
        mirror.assertExact("forms");
        mirror.execute("update public.forms set extra = " + TOO_DEEP + " where id <= 30");
        String topic = mirror.table("forms").topic();
        List<JsonNode> letters = dlq.awaitLetters(topic, 30);
        assertThat(letters).allSatisfy(letter -> {
            assertThat(letter.path("category").asText()).isEqualTo("MAPPING_REJECTED");
            assertThat(letter.path("group").asText()).isEqualTo(mirror.group());
            assertThat(letter.path("fingerprint").asText())
                    .isEqualTo(letters.getFirst().path("fingerprint").asText());
        });
        JsonNode whole = dlq.letter(letters.getFirst().path("id").asText());
        assertThat(whole.at("/decoded/operation").asText()).isEqualTo("update");
        assertThat(whole.at("/decoded/key/id").asInt()).isBetween(1, 30);
        String filter =
                "{\"fingerprint\": \"" + letters.getFirst().path("fingerprint").asText() + "\"}";

        // Nothing is mended yet: the canary fails, and the others are spared.
        assertThat(dlq.release(filter).path("stage").asText()).isEqualTo("stopped");
        mend("forms");
        JsonNode release = dlq.release(filter);

        assertThat(release.path("stage").asText()).as(release.toString()).isEqualTo("done");
        assertThat(dlq.awaitResolved(topic)).hasSize(30).containsOnly("applied");
        mirror.assertExact("forms");
    }

    @Test
    void aCreateThatIsOlderThanALaterDeleteIsSupersededAndStaysAbsent() throws Exception {
        mirror.execute(
                "create table public.ghosts (id int primary key, extra jsonb)",
                "insert into public.ghosts values (1, '{}')");
        mirror.assertExact("ghosts");
        String index = mirror.table("ghosts").index();
        mirror.index().call("PUT", "/" + index + "/_settings", "{\"index.gc_deletes\": \"1s\"}");
        mirror.execute("insert into public.ghosts values (7, " + TOO_DEEP + ")");
        String topic = mirror.table("ghosts").topic();
        JsonNode letter = dlq.awaitLetters(topic, 1).getFirst();
        mirror.execute("delete from public.ghosts where id = 7");
        mirror.assertExact("ghosts");
        mirror.stack().elasticsearch().restart();
        mend("ghosts");

        dlq.redrive(letter.path("id").asText());

        assertThat(dlq.awaitResolved(topic)).containsExactly("superseded");
        mirror.assertExact("ghosts");
        assertThat(mirror.document("ghosts", "7").at("/_cdc/deleted").asBoolean())
                .isTrue();
    }

    @Test
    void threeFailedUpdatesOfOneKeyComeHomeInOrder() throws Exception {
        mirror.execute(
                "create table public.steps (id int primary key, n int, extra jsonb)",
                "insert into public.steps values (1, 0, '{}')");
        mirror.assertExact("steps");
        for (int n = 1; n <= 3; n++) {
            mirror.execute("update public.steps set n = " + n + ", extra = " + TOO_DEEP + " where id = 1");
        }
        String topic = mirror.table("steps").topic();
        List<JsonNode> letters = dlq.awaitLetters(topic, 3);
        mend("steps");

        // The last one is asked for first and waits for the others.
        dlq.redrive(letters.get(2).path("id").asText());
        JsonNode release = dlq.release("{\"topic\": \"" + topic + "\"}");

        assertThat(release.path("stage").asText()).as(release.toString()).isEqualTo("done");
        dlq.awaitResolved(topic);
        List<String> order = dlq.letters(topic).stream()
                .sorted((a, b) -> a.path("resolvedAt")
                        .asText()
                        .compareTo(b.path("resolvedAt").asText()))
                .map(letter -> letter.path("offset").asText())
                .toList();
        assertThat(order).isSorted();
        await().atMost(Mirror.PATIENCE)
                .until(() -> mirror.document("steps", "1").path("n").asInt() == 3);
        mirror.assertExact("steps");
    }

    @Test
    @Tag("extended")
    void killsOfTheServiceOfPostgresAndOfTheBrokerDuringAFloodLoseAndDoubleNothing() throws Exception {
        mirror.execute(
                "create table public.flood (id int primary key, v text)",
                "insert into public.flood values (0, 'well')");
        mirror.assertExact("flood");
        String topic = mirror.table("flood").topic();
        int letters = 100_000;

        Thread writer = Thread.ofPlatform()
                .start(() -> Letters.write(mirror.stack(), DlqApi.letterTopic("home"), topic, mirror.group(), letters));
        for (int round = 0; round < 3; round++) {
            int atLeast = (round + 1) * letters / 6;
            await().atMost(Mirror.PATIENCE).until(() -> Letters.parked(mirror.stack(), "dlq_home", topic) >= atLeast);
            switch (round) {
                case 0 -> dlq.service().kill9();
                case 1 -> mirror.stack().postgres().kill9();
                default -> mirror.stack().kafka().kill9();
            }
            switch (round) {
                case 0 -> dlq.service().restart();
                case 1 -> mirror.stack().postgres().restart();
                default -> mirror.stack().kafka().restart();
            }
        }
        writer.join();

        await().atMost(Mirror.PATIENCE.multipliedBy(2))
                .ignoreExceptions()
                .until(() -> Letters.parked(mirror.stack(), "dlq_home", topic) == letters);
        assertThat(Letters.distinct(mirror.stack(), "dlq_home", topic)).isEqualTo(letters);
    }

    private static void mend(String table) {
        mirror.index()
                .call("PUT", "/" + mirror.table(table).index() + "/_settings", "{\"index.mapping.depth.limit\": 100}");
    }
}
