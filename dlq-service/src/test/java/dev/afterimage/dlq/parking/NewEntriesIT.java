package dev.afterimage.dlq.parking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.dlq.letter.Coordinates;
import dev.afterimage.dlq.letter.Dialect;
import dev.afterimage.dlq.letter.Letter;
import dev.afterimage.dlq.letter.LetterHeader;
import dev.afterimage.localstack.LocalStack;
import dev.afterimage.localstack.junit.LocalStackExtension;
import dev.afterimage.support.database.DatabaseProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
class NewEntriesIT {
    private static final String DATABASE = "new_entries";
    private static final Instant FAILED = Instant.parse("2026-01-15T10:00:00Z");

    private static Database database;
    private static NewEntries entries;

    @BeforeAll
    static void open(LocalStack stack) {
        stack.postgres().createDatabase(DATABASE);
        database = database(stack);
        database.migrate();
        entries = new NewEntries(database);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void aRecordIsOneRowHoweverOftenItsLetterComes() {
        assertThat(entries.park(List.of(entry("repeated", 1, "g", FAILED), entry("repeated", 1, "g", FAILED))))
                .isEqualTo(new NewEntries.Result(1, 0, 1));
        assertThat(entries.park(List.of(entry("repeated", 1, "g", FAILED)))).isEqualTo(new NewEntries.Result(0, 0, 1));
        assertThat(entries.park(List.of(entry("repeated", 1, null, FAILED), entry("repeated", 1, null, FAILED))))
                .isEqualTo(new NewEntries.Result(1, 0, 1));
        assertThat(text("select count(*) from cdc_dead_letter_payload join cdc_dead_letter_queue on id = entry_id"
                        + " where topic = 'repeated'"))
                .isEqualTo("2");
    }

    @Test
    void theLetterOfAResolvedRecordThatComesAgainDoesNotOpenItEvenIfItsWritersClockIsAhead() {
        Instant ahead = Instant.now().plusSeconds(60);
        entries.park(List.of(entry("ahead", 1, "g", ahead)));
        resolve("ahead");

        assertThat(entries.park(List.of(entry("ahead", 1, "g", ahead)))).isEqualTo(new NewEntries.Result(0, 0, 1));
        assertThat(text("select state from cdc_dead_letter_queue where topic = 'ahead'"))
                .isEqualTo("resolved");
    }

    @Test
    void aResolvedRecordThatFailsAnewIsOpenedAgain() {
        entries.park(List.of(entry("anew", 1, "g", FAILED)));
        resolve("anew");

        assertThat(entries.park(List.of(entry("anew", 1, "g", Instant.now().plusSeconds(60)))))
                .isEqualTo(new NewEntries.Result(0, 1, 0));
        assertThat(text("select state from cdc_dead_letter_queue where topic = 'anew'"))
                .isEqualTo("attention");
    }

    @Test
    void theLongestNamesFitTheIndex() {
        StringBuilder group = new StringBuilder();
        new Random(1).ints(Coordinates.MAX_GROUP, 0x4E00, 0x9FFF).forEach(group::appendCodePoint);
        String topic = "t".repeat(249);

        assertThat(entries.park(List.of(entry(topic, 1, group.toString(), FAILED))))
                .isEqualTo(new NewEntries.Result(1, 0, 0));
    }

    @Test
    void timesAreExactInTheHourThatComesTwice(LocalStack stack) {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
        try (Database here = database(stack)) {
            new NewEntries(here)
                    .park(List.of(
                            entry("autumn", 1, "g", Instant.parse("2026-10-25T00:30:00Z")),
                            entry("autumn", 2, "g", Instant.parse("2026-10-25T01:30:00Z"))));
        } finally {
            TimeZone.setDefault(before);
        }

        assertThat(text("select string_agg(to_char(failed_at at time zone 'UTC', 'HH24:MI'), ' ' order by offset_value)"
                        + " from cdc_dead_letter_queue where topic = 'autumn'"))
                .isEqualTo("00:30 01:30");
    }

    private static void resolve(String topic) {
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "update cdc_dead_letter_queue set state = 'resolved', resolved_at = now(), resolution = 'applied'"
                                + " where topic = ?",
                        topic));
    }

    private static String text(String sql) {
        return database.jdbi()
                .<String, RuntimeException>withHandle(
                        handle -> handle.createQuery(sql).mapTo(String.class).one());
    }

    private static Database database(LocalStack stack) {
        return Database.open(new DatabaseProperties(
                stack.postgres().jdbcUrl(DATABASE),
                stack.postgres().user(),
                stack.postgres().password(),
                4,
                Duration.ofSeconds(5),
                Duration.ofSeconds(60)));
    }

    private static NewEntry entry(String topic, long offset, @Nullable String group, Instant failedAt) {
        Letter.Failure failure =
                new Letter.Failure(FailureCategory.MALFORMED, "decode", "SomeException", "no event", null, failedAt);
        Letter letter = new Letter(
                Dialect.AFTERIMAGE,
                new Coordinates(topic, 0, offset, group),
                failedAt,
                failure,
                new byte[] {1},
                new byte[] {0, (byte) 0xFF},
                List.of(new LetterHeader("twice", null), new LetterHeader("twice", new byte[0])));
        return new NewEntry(letter, null, null, EntryState.ATTENTION, null);
    }
}
