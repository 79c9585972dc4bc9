package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A row whose key changes while its long value stays: the database sends no value for the new key, and no other row's is taken for it. */
@ExtendWith(LocalStackExtension.class)
@Tag("extended")
class ToastedKeyIT {
    private static final String PLACEHOLDER = "__debezium_unavailable_value";
    private static Mirror mirror;

    @BeforeAll
    static void start(LocalStack stack) throws SQLException {
        mirror = Mirror.flowing(stack, "toastedkey");
    }

    @AfterAll
    static void end() {
        mirror.close();
    }

    @Test
    void theNewKeysImageIsParkedWholeAndItsRowIsNotIndexedWithAPlaceholder() throws Exception {
        table("moved");
        mirror.execute("update public.moved set id = 11 where id = 1");
        DeadLetter letter = awaitParked("moved");

        assertThat(letter.category()).isEqualTo("IMAGE_INCOMPLETE");
        assertThat(letter.header("dlq.error.message")).contains("body");
        // What Debezium sends: the old key's delete and the new key's create, without the long value.
        ConsumerRecord<byte[], byte[]> sent = last("moved", 11);
        JsonNode envelope = new ObjectMapper().readTree(sent.value()).path("payload");
        assertThat(envelope.path("op").asText()).isEqualTo("c");
        assertThat(envelope.at("/after/body").asText()).isEqualTo(PLACEHOLDER);
        assertThat(letter.value()).isEqualTo(sent.value());
        assertThat(letter.key()).isEqualTo(sent.key());
        mirror.proof().awaitCaughtUp(Mirror.PATIENCE);
        assertThat(mirror.document("moved", "1").at("/_cdc/deleted").asBoolean())
                .isTrue();
        assertThat(mirror.document("moved", "11").isMissingNode()).isTrue();
        // An update that sends the value ends it.
        mirror.execute("update public.moved set n = 1 where id = 11");
        mirror.proof().awaitCaughtUp(Mirror.PATIENCE);
        assertThat(mirror.document("moved", "11").isMissingNode()).isTrue();
        mirror.execute("update public.moved set body = repeat('new', 1000) where id = 11");
        mirror.assertExact("moved");
    }

    @Test
    void theLongValueOfTheRowThatHadTheKeyBeforeIsNotTakenForIt() throws Exception {
        table("reused");
        mirror.execute("delete from public.reused where id = 4");
        mirror.proof().awaitCaughtUp(Mirror.PATIENCE);
        // The first row's delete is stored by now; the second one's comes in one batch with the row that takes its key.
        mirror.indexer().stop();
        mirror.execute(
                "update public.reused set id = 4 where id = 3",
                "begin; delete from public.reused where id = 2; update public.reused set id = 2 where id = 1; commit");
        await().atMost(Mirror.PATIENCE)
                .until(() -> Topic.read(mirror.stack(), mirror.table("reused").topic())
                                .size()
                        == 16);
        mirror.indexer().start();
        mirror.indexer().awaitReady();
        await().atMost(Mirror.PATIENCE).until(() -> parked("reused").size() == 2);
        mirror.proof().awaitCaughtUp(Mirror.PATIENCE);

        assertThat(parked("reused")).allMatch(letter -> letter.category().equals("IMAGE_INCOMPLETE"));
        for (String id : List.of("1", "2", "3", "4")) {
            assertThat(mirror.document("reused", id).at("/_cdc/deleted").asBoolean())
                    .as("document %s", id)
                    .isTrue();
        }
        mirror.execute("update public.reused set body = repeat(md5(id::text), 100)");
        mirror.assertExact("reused");
    }

    private static void table(String name) throws SQLException {
        mirror.execute(
                "create table public." + name + " (id int primary key, n int, body text)",
                "alter table public." + name + " alter body set storage external",
                "insert into public." + name
                        + " select i, 0, repeat(md5('row ' || i), 200) from generate_series(1, 6) i");
        mirror.assertExact(name);
    }

    private static DeadLetter awaitParked(String table) {
        await().atMost(Mirror.PATIENCE).until(() -> !parked(table).isEmpty());
        return parked(table).getFirst();
    }

    private static List<DeadLetter> parked(String table) {
        return mirror.parked().stream()
                .filter(letter -> letter.header("dlq.original.topic")
                        .equals(mirror.table(table).topic()))
                .toList();
    }

    /** The last record of a key that is no tombstone. */
    private static ConsumerRecord<byte[], byte[]> last(String table, int id) throws IOException {
        return Topic.read(mirror.stack(), mirror.table(table).topic()).stream()
                .filter(record -> record.value() != null
                        && new String(record.key(), StandardCharsets.UTF_8).contains("\"payload\":{\"id\":" + id + "}"))
                .toList()
                .getLast();
    }
}
