package dev.afterimage.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real MySQL, through the shipped connector: the index is its exact image. */
@ExtendWith(LocalStackExtension.class)
@Tag("extended")
class MysqlIT {
    private static final String NAME = "sqlshop";

    private static BinlogMirror mirror;
    private static Connection held;

    @BeforeAll
    static void start(LocalStack stack) throws SQLException {
        BinlogMirror.requireMysql(stack);
        mirror = BinlogMirror.of(stack, NAME);
        mirror.execute(
                "create table early (id int primary key, v varchar(20))",
                "insert into early values (1, 'old'), (2, 'old'), (3, 'old')",
                MysqlTypes.TABLE,
                MysqlTypes.rows("snapshot"));
        held = mirror.connect();
        held.setAutoCommit(false);
        try (Statement open = held.createStatement()) {
            open.execute("update early set v = 'once' where id = 1");
            open.execute("update early set v = 'twice' where id = 1");
            open.execute("delete from early where id = 2");
            open.execute("insert into early values (4, 'inserted')");
        }
        mirror.launchIndexer();
        mirror.capture();
        mirror.awaitIndexer();
    }

    /** The whole numbers from 1 on, as a table {@code numbers(i)}. */
    private static String numbers(int last) {
        return "with recursive numbers(i) as (select 1 union all select i + 1 from numbers where i < " + last + ")";
    }

    @AfterAll
    static void end() throws SQLException {
        if (held != null) {
            held.close();
        }
        if (mirror != null) {
            mirror.close();
        }
    }

    @Test
    void aTransactionHeldOpenAcrossTheInitialSnapshotWins() throws Exception {
        await().atMost(Mirror.PATIENCE)
                .until(() -> mirror.document("early", "1").path("v").asText().equals("old"));
        held.commit();
        mirror.assertExact("early");
        assertThat(mirror.document("early", "1").path("v").asText()).isEqualTo("twice");
    }

    @Test
    void everyTypeIsTheSameFromSnapshotStreamAndUpdate() throws Exception {
        mirror.execute(MysqlTypes.rows("streamed"));
        mirror.assertExact("typed");
        mirror.execute(
                MysqlTypes.copy("streamed-low", "streamed-high"), MysqlTypes.copy("streamed-null", "streamed-low"));
        mirror.execute(
                MysqlTypes.copy("snapshot-high", "snapshot-null"), "delete from typed where id = 'snapshot-low'");
        mirror.assertExact("typed");
        mirror.snapshotIncrementally("typed");
        await().atMost(Mirror.PATIENCE).until(() -> mirror.document("typed", "streamed-null")
                .at("/_cdc/op")
                .asText()
                .equals("r"));
        mirror.assertExact("typed");
    }

    @Test
    void everyKindOfChangeOverSeveralFilesOfTheLogAndARestartOfConnectEndsExact() throws Exception {
        mirror.execute(
                "create table orders (id int primary key, n int, v varchar(200))",
                "create table items (order_id int, line int, v varchar(20), primary key (order_id, line))");
        Map<String, Long> versions = new HashMap<>();
        for (int round = 1; round <= 3; round++) {
            int base = round * 1000;
            mirror.execute(
                    "insert into orders " + numbers(400) + " select " + base + " + i, 0, 'new' from numbers",
                    "flush binary logs");
            mirror.transaction(
                    "insert into items select id, 1, 'one' from orders where id between " + base + " and "
                            + (base + 200),
                    "insert into items select id, 2, 'two' from orders where id between " + base + " and "
                            + (base + 200),
                    "update orders set n = n + 1, v = repeat('x', 100) where id > " + base,
                    "update orders set n = n + 1 where id between " + base + " and " + (base + 60),
                    "delete from items where line = 1 and order_id between " + base + " and " + (base + 20),
                    "insert into items select id, 1, 'again' from orders where id between " + base + " and "
                            + (base + 10));
            mirror.execute("flush binary logs");
            restartConnectMeanwhile(round, base);
            mirror.assertExact("orders", "items");
            versionsNeverFell(versions);
        }
        assertThat(Binlog.rows(mirror, "orders")).isNotEmpty();
        Binlog.assertInCommitOrder(mirror, "orders", "items");
    }

    private static void restartConnectMeanwhile(int round, int base) throws Exception {
        Thread restart = Thread.ofVirtual().start(() -> {
            if (round == 2) {
                mirror.stack().connect().kill9();
                mirror.stack().connect().restart();
            } else {
                mirror.stack().connect().client().restart(NAME);
            }
        });
        for (int i = 0; i < 40; i++) {
            mirror.transaction(
                    "update orders set n = n + 1 where id between " + (base + i) + " and " + (base + i + 30),
                    "update items set v = '" + i + "' where order_id between " + (base + i) + " and " + (base + i + 5),
                    "update orders set v = 'round " + i + "' where id between " + (base + i) + " and "
                            + (base + i + 10));
            if (i % 10 == 5) {
                mirror.execute("flush binary logs");
            }
        }
        restart.join();
        mirror.stack().connect().client().awaitRunning(NAME);
    }

    private static void versionsNeverFell(Map<String, Long> before) {
        for (int id = 1000; id < 3400; id += 7) {
            String key = Integer.toString(id);
            long version = mirror.document("orders", key).at("/_cdc/version").asLong(-1);
            assertThat(version).as(key).isGreaterThanOrEqualTo(before.getOrDefault(key, -1L));
            before.put(key, version);
        }
    }

    @Test
    void changedKeysLeaveTheOldDocumentDeletedAndTheNewOneComplete() throws Exception {
        mirror.execute(
                "create table moved (id int primary key, v varchar(20))",
                "insert into moved " + numbers(100) + " select i, concat('row ', i) from numbers",
                // Each row takes the key that the row before it had a moment ago.
                "update moved set id = id + 1 order by id desc",
                "update moved set id = id - 1 order by id",
                "update moved set id = id + 1000 where id <= 40");
        mirror.transaction(
                "update moved set id = 5000 where id = 50",
                "update moved set id = 50 where id = 51",
                "update moved set id = 51 where id = 5000",
                "delete from moved where id = 52",
                "insert into moved values (52, 'again')",
                "replace into moved values (53, 'replaced')",
                "insert into moved values (54, 'x') on duplicate key update v = 'upserted'");
        mirror.assertExact("moved");
    }

    @Test
    void aTransactionHeldOpenAcrossAnIncrementalSnapshotWinsOverTheRowsThatTheSnapshotRead() throws Exception {
        mirror.execute(
                "create table acct (id int primary key, v varchar(20))",
                "insert into acct " + numbers(50) + " select i, 'old' from numbers");
        mirror.assertExact("acct");
        try (Connection open = mirror.connect();
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("update acct set v = 'new' where id <= 10");
            statement.execute("delete from acct where id = 11");
            statement.execute("insert into acct values (5001, 'inserted')");
            mirror.snapshotIncrementally("acct");
            await().atMost(Mirror.PATIENCE)
                    .until(() ->
                            mirror.document("acct", "1").at("/_cdc/op").asText().equals("r"));
            assertThat(mirror.document("acct", "1").path("v").asText()).isEqualTo("old");
            mirror.execute("update acct set v = 'meanwhile' where id = 20");
            open.commit();
        }
        mirror.assertExact("acct");
        assertThat(mirror.document("acct", "1").path("v").asText()).isEqualTo("new");
    }

    @Test
    void aTruncateEmptiesTheIndexAndWhatIsInsertedAfterItStays() throws Exception {
        mirror.execute(
                "create table emptied (id int primary key, v varchar(20))",
                "insert into emptied " + numbers(50) + " select i, 'old' from numbers");
        mirror.assertExact("emptied");
        mirror.execute("truncate table emptied", "insert into emptied values (1, 'new'), (100, 'new')");
        mirror.assertExact("emptied");
        assertThat(Arrays.asList("1", "100")).allSatisfy(id -> assertThat(
                        mirror.document("emptied", id).path("v").asText())
                .isEqualTo("new"));
    }

    @Test
    void aColumnThatIsAddedWhileChangesFlowIsThereInTheNextRows() throws Exception {
        mirror.execute(
                "create table grown (id int primary key, v varchar(20))",
                "insert into grown values (1, 'old'), (2, 'old')",
                "alter table grown add column more decimal(10,2) null, rename column v to w",
                "insert into grown values (3, 'new', 1.50)",
                "update grown set more = 2.25, w = 'changed'");
        mirror.assertExact(mirror.table("grown").withFormerColumns("v"));
    }
}
