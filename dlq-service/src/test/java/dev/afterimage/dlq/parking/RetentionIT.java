package dev.afterimage.dlq.parking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import dev.afterimage.support.database.DatabaseProperties;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
class RetentionIT {
    private static final String DATABASE = "retention";

    private static Database database;

    @BeforeAll
    static void open(LocalStack stack) {
        stack.postgres().createDatabase(DATABASE);
        database = Database.open(new DatabaseProperties(
                stack.postgres().jdbcUrl(DATABASE),
                stack.postgres().user(),
                stack.postgres().password(),
                4,
                Duration.ofSeconds(5),
                Duration.ofSeconds(60)));
        database.migrate();
    }

    @BeforeEach
    void empty() {
        database.jdbi().useHandle(handle -> handle.execute("delete from cdc_dead_letter_queue"));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void whatWasResolvedLongAgoIsRemovedWithItsBytesAndHistoryAndNothingElse() {
        entry(1, "resolved", "now() - interval '31 days'");
        entry(2, "resolved", "now() - interval '29 days'");
        entry(3, "attention", "null");

        assertThat(new Retention(database).remove(Duration.ofDays(30))).isFalse();

        onlyTheseAreLeft(2L, 3L);
    }

    @Test
    void whatSomebodyDeletesByHandTakesItsBytesAndHistoryAlong() {
        entry(11, "attention", "null");
        entry(12, "attention", "null");

        database.jdbi().useHandle(handle -> handle.execute("delete from cdc_dead_letter_queue where id <> 12"));

        onlyTheseAreLeft(12L);
    }

    private static void onlyTheseAreLeft(Long... entries) {
        assertThat(ids("select id from cdc_dead_letter_queue order by 1")).containsExactly(entries);
        assertThat(ids("select entry_id from cdc_dead_letter_payload order by 1"))
                .containsExactly(entries);
        assertThat(ids("select entry_id from cdc_dead_letter_attempt order by 1"))
                .containsExactly(entries);
        assertThat(ids("select entry_id from cdc_dead_letter_edit order by 1")).containsExactly(entries);
    }

    private static void entry(long id, String state, String resolvedAt) {
        database.jdbi().useHandle(handle -> {
            handle.execute(
                    "insert into cdc_dead_letter_queue (id, topic, partition_num, offset_value, dialect, category, fingerprint,"
                            + " failed_at, payload_bytes, state, resolved_at, resolution) values (" + id + ", 't', 0, "
                            + id
                            + ", 'AFTERIMAGE', 'MALFORMED', '\\x0000000000000000', now() - interval '40 days', 1, '"
                            + state
                            + "', " + resolvedAt + ", " + (state.equals("resolved") ? "'applied'" : "null") + ")");
            handle.execute("insert into cdc_dead_letter_payload (entry_id, headers) values (?, '\\x00000000')", id);
            handle.execute(
                    "insert into cdc_dead_letter_attempt (entry_id, number, event) values (?, 1, 'applied')", id);
            handle.execute(
                    "insert into cdc_dead_letter_edit (entry_id, who, reason, raw_value) values (?, 'w', 'r', '\\x00')",
                    id);
        });
    }

    private static List<Long> ids(String sql) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).list());
    }
}
