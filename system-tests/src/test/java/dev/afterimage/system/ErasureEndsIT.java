package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Of a person whose row is deleted no byte is left in what the system owns, once it has had its time: the service's tables and their files,
 * the index and its files, our own topics, our logs.
 *
 * <p>Not looked at, since it is not ours: the source's topics and tables, the write-ahead log, backups (docs/erasure.md).
 */
@ExtendWith(LocalStackExtension.class)
@Tag("extended")
class ErasureEndsIT {
    private static final String NAME = "ends";
    private static final String DATABASE = "dlq_ends";
    private static final String TOO_DEEP = "(repeat('{\"a\":', 30) || '1' || repeat('}', 30))::jsonb";
    private static final String PERSON = "planted-" + UUID.randomUUID();

    private static LocalStack stack;
    private static Mirror mirror;
    private static DlqApi dlq;

    @BeforeAll
    static void start(LocalStack shared) throws Exception {
        stack = shared;
        mirror = Mirror.of(stack, NAME).withTables("""
                - name: public.people
                  objects: [extra]
                - name: public.orders
                  objects: [extra]
                """);
        mirror.with("AFTERIMAGE_INDEXER_DEAD_LETTER_TOPIC", DlqApi.letterTopic(NAME));
        mirror.with("AFTERIMAGE_INDEXER_OUTCOME_TOPIC", outcomes());
        mirror.launchIndexer();
        mirror.capture();
        dlq = DlqApi.start(
                stack,
                NAME,
                Map.of(
                        "AFTERIMAGE_DLQ_OUTCOME_TOPIC", outcomes(),
                        "AFTERIMAGE_DLQ_ERASURE_TABLES", mirror.table("people").topic(),
                        "AFTERIMAGE_DLQ_ERASURE_CASCADES",
                                mirror.table("orders").topic() + ":person="
                                        + mirror.table("people").topic()));
        mirror.awaitIndexers();
    }

    @AfterAll
    static void end() {
        dlq.close();
        mirror.close();
    }

    @Test
    void noByteOfAPersonIsLeftInWhatTheSystemOwns() throws Exception {
        PlantedBytes planted = new PlantedBytes(PERSON);
        parkSomethingOfThePersonEverywhere();
        Path tables = PlantedBytes.folderOf(stack, DATABASE);
        maintain("checkpoint");
        Path[] indices =
                folders(mirror.table("people").index(), mirror.table("orders").index(), "afterimage-control");
        flush();
        // What is looked for can be found: everywhere it was to begin with.
        assertThat(planted.inTables(stack, DATABASE)).hasSizeGreaterThanOrEqualTo(3);
        assertThat(planted.inFiles(tables)).isNotEmpty();
        assertThat(planted.inFiles(indices)).isNotEmpty();
        assertThat(inTopic(planted, DlqApi.letterTopic(NAME))).isTrue();
        assertThat(inTopic(planted, redrives())).isTrue();

        mirror.execute("delete from public.orders where person = 7", "delete from public.people where id = 7");

        assertThat(dlq.awaitResolved(mirror.table("people").topic())).containsExactly("erased");
        assertThat(dlq.awaitResolved(mirror.table("orders").topic())).containsExactly("erased");
        mirror.assertExact("people", "orders");
        for (String table : List.of("people", "orders")) {
            JsonNode tombstone = mirror.document(table, "7");
            assertThat(tombstone.at("/_cdc/deleted").asBoolean()).isTrue();
            assertThat(tombstone.properties()).hasSize(1);
        }
        tablesHoldNothing(planted, tables);
        indexHoldsNothing(planted, indices);
        topicsHoldNothing(planted);
        assertThat(planted.inFiles(dlq.service().logFile(), mirror.indexer().logFile()))
                .isEmpty();
    }

    /** Rows in the index, a letter of each, a correction, a redrive that fails again. */
    private static void parkSomethingOfThePersonEverywhere() throws SQLException {
        mirror.execute(
                "create table public.people (id int primary key, name text, extra jsonb)",
                "create table public.orders (id int primary key, person int, note text, extra jsonb)",
                "insert into public.people values (7, '" + PERSON + "', '{}'), (8, 'somebody else', '{}')",
                "insert into public.orders values (7, 7, 'for " + PERSON + "', '{}')");
        mirror.assertExact("people", "orders");
        mirror.execute(
                "update public.people set extra = " + TOO_DEEP + " where id = 7",
                "update public.orders set extra = " + TOO_DEEP + " where id = 7");
        String person = dlq.awaitLetters(mirror.table("people").topic(), 1)
                .getFirst()
                .path("id")
                .asText();
        String order = dlq.awaitLetters(mirror.table("orders").topic(), 1)
                .getFirst()
                .path("id")
                .asText();
        dlq.post(
                "/api/v1/dead-letters/" + person + "/edits",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("value", "corrected: " + PERSON)
                        .put("reason", "typing")
                        .toString());
        dlq.redrive(order);
        await().atMost(Mirror.PATIENCE)
                .until(() -> dlq.letter(order).path("history").toString().contains("failed"));
    }

    private static void tablesHoldNothing(PlantedBytes planted, Path files) throws SQLException {
        assertThat(planted.inTables(stack, DATABASE)).isEmpty();
        // What docs/erasure.md tells operators to run: dead rows leave the files, and statistics that hold values are
        // made anew.
        maintain("vacuum (full, analyze)", "vacuum full pg_catalog.pg_statistic", "checkpoint");
        await().atMost(Mirror.PATIENCE)
                .untilAsserted(() -> assertThat(planted.inFiles(files)).isEmpty());
    }

    /** Elasticsearch keeps overwritten documents until their segments merge, and a while longer for replicas that may come. */
    private static void indexHoldsNothing(PlantedBytes planted, Path... files) {
        await().atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofSeconds(5))
                .untilAsserted(() -> {
                    flush();
                    assertThat(planted.inFiles(files)).isEmpty();
                });
        for (String table : List.of("people", "orders")) {
            assertThat(mirror.index()
                            .call("GET", "/" + mirror.table(table).index() + "/_search?size=100", "")
                            .orElseThrow()
                            .toString())
                    .doesNotContain(PERSON);
        }
    }

    private static void flush() {
        String both = "/" + mirror.table("people").index() + ","
                + mirror.table("orders").index();
        mirror.index().call("POST", both + "/_forcemerge?max_num_segments=1", "");
        mirror.index().call("POST", both + "/_flush?force=true&wait_if_ongoing=true", "");
    }

    /** Retention of next to nothing stands for the deadline having passed; then the segments themselves are gone. */
    private static void topicsHoldNothing(PlantedBytes planted) throws Exception {
        List<String> topics = List.of(DlqApi.letterTopic(NAME), redrives(), outcomes(), NAME + ".erasure");
        assertThat(inTopic(planted, outcomes())).isFalse();
        assertThat(inTopic(planted, NAME + ".erasure")).isFalse();
        assertThat(Topic.read(stack, NAME + ".erasure")).hasSize(2);
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", stack.kafka().bootstrapServers()))) {
            Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
            topics.forEach(topic -> changes.put(
                    new ConfigResource(ConfigResource.Type.TOPIC, topic),
                    Stream.of("retention.ms", "segment.ms", "file.delete.delay.ms")
                            .map(name -> new AlterConfigOp(new ConfigEntry(name, "1"), AlterConfigOp.OpType.SET))
                            .toList()));
            admin.incrementalAlterConfigs(changes).all().get();
        }
        await().atMost(Mirror.PATIENCE).untilAsserted(() -> {
            for (String topic : topics) {
                assertThat(segmentBytes(topic)).as("bytes of " + topic).isZero();
            }
        });
    }

    /** Whole segments are counted, not searched: what is compressed would not be found. */
    private static long segmentBytes(String topic) {
        try (Stream<Path> tree = Files.walk(stack.folder().resolve("kafka/data"))) {
            return tree.filter(file ->
                            file.toString().matches(".*/" + topic.replace(".", "\\.") + "-\\d+[^/]*/[^/]*\\.log[^/]*"))
                    .filter(Files::isRegularFile)
                    .mapToLong(ErasureEndsIT::size)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean inTopic(PlantedBytes planted, String topic) {
        return Topic.read(stack, topic).stream().anyMatch(record -> {
            boolean within = record.key() != null && planted.in(record.key())
                    || record.value() != null && planted.in(record.value());
            for (var header : record.headers()) {
                within |= header.value() != null && planted.in(header.value());
            }
            return within;
        });
    }

    private static void maintain(String... statements) throws SQLException {
        try (Connection connection = stack.postgres().connect(DATABASE);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Path[] folders(String... indices) {
        return Stream.of(indices)
                .map(index -> mirror.index()
                        .call("GET", "/" + index + "/_settings", "")
                        .orElseThrow())
                .flatMap(answer -> answer.findValuesAsText("uuid").stream())
                .map(uuid ->
                        stack.folder().resolve("elasticsearch/data/indices").resolve(uuid))
                .toArray(Path[]::new);
    }

    private static String outcomes() {
        return "afterimage." + NAME + ".outcomes";
    }

    private static String redrives() {
        return "afterimage.redrive." + mirror.group();
    }
}
