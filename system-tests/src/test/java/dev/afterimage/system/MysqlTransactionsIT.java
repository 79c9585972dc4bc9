package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every transaction of a real MySQL becomes whole, whether it is named by its GTID or by its place in the log. */
@ExtendWith(LocalStackExtension.class)
@Tag("extended")
class MysqlTransactionsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WRITERS = 3;
    private static final int EACH = 30;

    private static LocalStack stack;

    @BeforeAll
    static void start(LocalStack running) {
        stack = running;
        BinlogMirror.requireMysql(stack);
    }

    @Test
    void everyTransactionIsWholeWithAndWithoutGtids() throws Exception {
        assertWhole("gtids", "[0-9a-f-]{36}:[0-9]+");
        setGtids("ON_PERMISSIVE", "OFF_PERMISSIVE", "OFF");
        try {
            assertWhole("nogtids", "file=binlog\\.[0-9]+,pos=[0-9]+");
        } finally {
            setGtids("OFF_PERMISSIVE", "ON_PERMISSIVE", "ON");
        }
    }

    private static void assertWhole(String name, String id) throws Exception {
        try (BinlogMirror mirror = BinlogMirror.of(stack, name);
                Assemblers assemblers = new Assemblers(stack, name)
                        .with("AFTERIMAGE_EXCLUDED_TABLES", name + ".afterimage_signal")
                        .with("AFTERIMAGE_TXN_INCOMPLETE_AFTER", "20s")) {
            mirror.execute(
                    "create table transfers (id int primary key, items int)",
                    "create table items (transfer int, line int, n int, primary key (transfer, line))");
            assemblers.start();
            mirror.capture();
            awaitStream(mirror);
            Map<Integer, Integer> committed = write(mirror);
            mirror.execute("truncate table items", "alter table transfers add column note varchar(20) null");
            mirror.transaction(
                    "insert into transfers values (100000, 0, 'last')",
                    "insert into items values (100000, 1, 1)",
                    "update transfers set items = 1 where id = 100000");
            committed.put(100_000, 1);

            await().atMost(Mirror.PATIENCE)
                    .untilAsserted(() -> assertThat(delivered(name).keySet()).containsAll(committed.keySet()));
            Map<Integer, JsonNode> delivered = delivered(name);
            delivered.keySet().removeIf(probe -> probe < 0);
            assertThat(delivered.keySet()).isEqualTo(committed.keySet());
            delivered.forEach((transfer, document) -> {
                assertThat(document.path("id").asText()).matches(id);
                assertThat(document.path("counts").path(name + ".transfers").asInt())
                        .isEqualTo(2);
                assertThat(document.path("counts").path(name + ".items").asInt())
                        .as("items of " + transfer)
                        .isEqualTo(committed.get(transfer));
                assertThat(document.path("events")).hasSize(2 + committed.getOrDefault(transfer, -1));
            });
            assertThat(of(name, "afterimage.transactions.incomplete")).isEmpty();
            assertThat(DeadLetter.all(stack, name + ".")).isEmpty();
        }
    }

    /** Until the snapshot has ended, rows come without a transaction: probes are inserted until one comes with one. */
    private static void awaitStream(BinlogMirror mirror) {
        AtomicInteger probe = new AtomicInteger();
        await().atMost(Mirror.PATIENCE).until(() -> {
            mirror.execute("insert into transfers values (" + probe.decrementAndGet() + ", 0)");
            return !delivered(mirror.connector().topicPrefix()).isEmpty();
        });
    }

    /** Transfers of several writers at once, each with some items, some of them rolled back; answers the items of those that were committed. */
    private static Map<Integer, Integer> write(BinlogMirror mirror) throws Exception {
        Map<Integer, Integer> committed = new TreeMap<>();
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Map<Integer, Integer>>> all = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int first = 1000 * (writer + 1);
                all.add(writers.submit(() -> write(mirror, first)));
            }
            for (Future<Map<Integer, Integer>> one : all) {
                committed.putAll(one.get());
            }
        }
        return committed;
    }

    private static Map<Integer, Integer> write(BinlogMirror mirror, int first) throws SQLException {
        Map<Integer, Integer> committed = new TreeMap<>();
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        try (Connection connection = mirror.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int id = first; id < first + EACH; id++) {
                int items = 1 + random.nextInt(50);
                statement.execute("insert into transfers values (" + id + ", 0)");
                for (int line = 1; line <= items; line++) {
                    statement.execute("insert into items values (" + id + ", " + line + ", 1)");
                }
                statement.execute("update transfers set items = " + items + " where id = " + id);
                if (random.nextInt(5) == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                    committed.put(id, items);
                }
                if (id % 10 == 0) {
                    statement.execute("flush binary logs");
                }
            }
        }
        return committed;
    }

    /** The transactions that brought a transfer, by its number. */
    private static Map<Integer, JsonNode> delivered(String name) throws IOException {
        Map<Integer, JsonNode> found = new TreeMap<>();
        for (JsonNode document : of(name, "afterimage.transactions")) {
            for (JsonNode event : document.path("events")) {
                int id = event.path("after").path("id").asInt(-1);
                if (event.path("collection").asText().equals(name + ".transfers")
                        && event.path("op").asText().equals("c")) {
                    assertThat(found.put(id, document))
                            .as("a second time: " + id)
                            .isNull();
                }
            }
        }
        return found;
    }

    private static List<JsonNode> of(String name, String topic) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : Topic.readCommitted(stack, topic)) {
            if (new String(record.key(), StandardCharsets.UTF_8).startsWith(name + "/")) {
                documents.add(JSON.readTree(record.value()));
            }
        }
        return documents;
    }

    private static void setGtids(String... steps) throws SQLException {
        try (Connection connection = stack.mysql().connect("mysql");
                Statement statement = connection.createStatement()) {
            for (String step : steps) {
                statement.execute("set global gtid_mode = " + step);
            }
        }
    }
}
