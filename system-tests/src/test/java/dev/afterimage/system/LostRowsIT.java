package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.connector.PostgresConnector;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The three ways in which whoever orders by the row's log position loses a row for ever. */
@ExtendWith(LocalStackExtension.class)
class LostRowsIT {
    private static Mirror streaming;
    private static Mirror boundary;

    @BeforeAll
    static void start(LocalStack stack) throws SQLException {
        streaming = Mirror.flowing(stack, "lost");
        boundary = Mirror.of(stack, "boundary");
        boundary.launchIndexer();
    }

    @AfterAll
    static void end() {
        streaming.close();
        boundary.close();
    }

    @Test
    void aTransactionHeldOpenAcrossAnIncrementalSnapshotWinsOverTheRowsThatTheSnapshotRead() throws Exception {
        streaming.execute(
                "create table public.acct (id int primary key, v text)",
                "insert into public.acct select i, 'old' from generate_series(1, 50) i");
        streaming.assertExact("acct");
        try (Connection held = streaming.connect();
                Statement open = held.createStatement()) {
            held.setAutoCommit(false);
            open.execute("update public.acct set v = 'new' where id <= 10");
            open.execute("delete from public.acct where id = 11");
            open.execute("insert into public.acct values (51, 'inserted')");
            long before =
                    streaming.document("acct", "1").path("_cdc").path("commit").asLong();
            streaming.snapshotIncrementally("acct");
            await().atMost(Mirror.PATIENCE)
                    .until(() -> streaming
                                    .document("acct", "1")
                                    .path("_cdc")
                                    .path("commit")
                                    .asLong()
                            > before);
            assertThat(streaming.document("acct", "1").path("v").asText()).isEqualTo("old");
            held.commit();
        }
        streaming.assertExact("acct");
        assertThat(streaming.document("acct", "1").path("v").asText()).isEqualTo("new");
        assertThat(streaming.parked()).isEmpty();
    }

    @Test
    void aTransactionHeldOpenAcrossTheInitialSnapshotWinsWithAllItsChangesOfEachRow() throws Exception {
        boundary.execute(
                "create table public.bt (id int primary key, v text)",
                "insert into public.bt select i, 'old' from generate_series(1, 5) i",
                "create schema elsewhere",
                "create table elsewhere.other (id serial)");
        PostgresConnector connector = boundary.connector();
        try (Connection t0 = boundary.connect();
                Connection t1 = boundary.connect();
                Connection t2 = boundary.connect()) {
            String first = openElsewhere(t0);
            boundary.stack().connect().client().put(connector.name(), connector.settings());
            boundary.adopt(connector);
            awaitSomebodyWaitsFor(first);
            String second = openElsewhere(t1);
            t0.commit();
            awaitSomebodyWaitsFor(second);
            t2.setAutoCommit(false);
            try (Statement open = t2.createStatement()) {
                open.execute("update public.bt set v = 'updated once' where id = 1");
                open.execute("update public.bt set v = 'updated twice' where id = 1");
                open.execute("delete from public.bt where id = 2");
                open.execute("insert into public.bt values (2, 'inserted again')");
                open.execute("delete from public.bt where id = 3");
                open.execute("insert into public.bt values (6, 'inserted')");
                open.execute("insert into public.bt values (7, 'passing')");
                open.execute("delete from public.bt where id = 7");
            }
            t1.commit();
            await().atMost(Mirror.PATIENCE).until(() -> boundary.index().count("boundary.public.bt", "{}") == 5);
            assertThat(boundary.document("bt", "1").path("v").asText()).isEqualTo("old");
            assertThat(boundary.document("bt", "3").path("v").asText()).isEqualTo("old");
            t2.commit();
        }
        boundary.assertExact("bt");
        assertThat(boundary.document("bt", "1").path("v").asText()).isEqualTo("updated twice");
        assertThat(boundary.parked()).isEmpty();
        assertThat(positionOf("u"))
                .as("the changes lie before the snapshot in the log")
                .isLessThan(positionOf("r"));
    }

    @Test
    void aKeyThatIsUsedAgainByATransactionThatWroteBeforeTheDeleteIsThere() throws Exception {
        streaming.execute(
                "create table public.seat (id int not null, code text not null, v text)",
                // The index on code is older, so an insert waits in it before it looks at the key.
                "create unique index seat_code on public.seat (code)",
                "alter table public.seat add primary key (id)",
                "insert into public.seat values (1, 'a', 'first owner')");
        streaming.assertExact("seat");
        try (Connection blocker = streaming.connect();
                Connection a = streaming.connect();
                Connection b = streaming.connect();
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            blocker.setAutoCommit(false);
            String blocking;
            try (Statement holds = blocker.createStatement()) {
                holds.execute("insert into public.seat values (99, 'x', 'never')");
                blocking = transactionId(holds);
            }
            Future<?> inserted = thread.submit(() -> {
                try (Statement waits = b.createStatement()) {
                    waits.execute("insert into public.seat values (1, 'x', 'second owner')");
                }
                return null;
            });
            awaitSomebodyWaitsFor(blocking);
            try (Statement deletes = a.createStatement()) {
                deletes.execute("delete from public.seat where id = 1");
            }
            blocker.rollback();
            inserted.get();
        }
        assertThat(streaming.query("select v from public.seat where id = 1")).isEqualTo("second owner");
        streaming.assertExact("seat");
        assertThat(streaming.parked()).isEmpty();
    }

    /** The log position of the first event of a kind. */
    private static long positionOf(String operation) throws IOException {
        ObjectMapper json = new ObjectMapper();
        for (ConsumerRecord<byte[], byte[]> record : Topic.read(boundary.stack(), "boundary.public.bt")) {
            JsonNode event = record.value() == null
                    ? json.nullNode()
                    : json.readTree(record.value()).path("payload");
            if (event.path("op").asText().equals(operation)) {
                return event.path("source").path("lsn").asLong();
            }
        }
        throw new AssertionError("no event with operation " + operation);
    }

    private static String openElsewhere(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement open = connection.createStatement()) {
            open.execute("insert into elsewhere.other default values");
            return transactionId(open);
        }
    }

    private static String transactionId(Statement statement) throws SQLException {
        ResultSet found = statement.executeQuery("select pg_current_xact_id()::xid::text");
        found.next();
        return found.getString(1);
    }

    private static void awaitSomebodyWaitsFor(String transaction) {
        await().atMost(Mirror.PATIENCE).until(() -> boundary.query(
                        "select count(*) from pg_locks where not granted and locktype = 'transactionid'"
                                + " and transactionid::text = '" + transaction + "'")
                .equals("1"));
    }
}
