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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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

    @Test
    void aRecordAmongKnownOnesBecomesTheSameRowAsOneAmongNewOnes() {
        UUID allNew = new UUID(1, 1);
        UUID someKnown = new UUID(2, 2);
        NewEntry known = entry("known", 1, "g", FAILED);
        entries.park(List.of(known));
        List<NewEntry> mixed = new ArrayList<>(odd(someKnown));
        mixed.add(2, known);

        assertThat(new NewEntries(database).park(odd(allNew)))
                .isEqualTo(new NewEntries.Result(odd(allNew).size(), 0, 0));
        assertThat(new NewEntries(database).park(mixed))
                .isEqualTo(new NewEntries.Result(odd(someKnown).size(), 0, 1));

        assertThat(rows(someKnown)).hasSize(odd(someKnown).size()).isEqualTo(rows(allNew));
    }

    @Test
    void newRecordsAfterKnownOnesAreParkedAndSoAreTheNextOnes() {
        NewEntries parking = new NewEntries(database);
        NewEntry first = entry("returning", 1, "g", FAILED);
        parking.park(List.of(first));

        assertThat(parking.park(List.of(first, entry("returning", 2, "g", FAILED))))
                .isEqualTo(new NewEntries.Result(1, 0, 1));
        assertThat(parking.park(List.of(entry("returning", 3, "g", FAILED)))).isEqualTo(new NewEntries.Result(1, 0, 0));
        assertThat(parking.park(List.of(entry("returning", 4, "g", FAILED)))).isEqualTo(new NewEntries.Result(1, 0, 0));
        assertThat(text("select count(*) from cdc_dead_letter_payload join cdc_dead_letter_queue on id = entry_id"
                        + " where topic = 'returning'"))
                .isEqualTo("4");
    }

    @Test
    void lettersThatTwoParkAtOnceAreParkedOnce() throws Exception {
        List<NewEntry> same = new ArrayList<>();
        for (int offset = 0; offset < 3_000; offset++) {
            same.add(entry("at-once", offset, "g", FAILED));
        }
        List<NewEntries.Result> results = new ArrayList<>();
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            CyclicBarrier together = new CyclicBarrier(2);
            Callable<NewEntries.Result> park = () -> {
                together.await(10, TimeUnit.SECONDS);
                return new NewEntries(database).park(same);
            };
            for (Future<NewEntries.Result> result : two.invokeAll(List.of(park, park), 60, TimeUnit.SECONDS)) {
                results.add(result.get());
            }
        }

        assertThat(results)
                .containsExactlyInAnyOrder(new NewEntries.Result(3_000, 0, 0), new NewEntries.Result(0, 0, 3_000));
        assertThat(text("select count(*) from cdc_dead_letter_payload join cdc_dead_letter_queue on id = entry_id"
                        + " where topic = 'at-once'"))
                .isEqualTo("3000");
    }

    /** Letters of every kind of row that there is. */
    private static List<NewEntry> odd(UUID topicId) {
        List<NewEntry> odd = new ArrayList<>();
        Letter.Failure nothingTold = new Letter.Failure(null, null, null, null, null, FAILED.plusNanos(123_456_789));
        Letter.Failure allTold = new Letter.Failure(
                FailureCategory.SCHEMA_UNKNOWN, "decode", "Ex", "ä \uD83D\uDE00 {\"a\",}", "at a\n\tat b", FAILED);
        byte[] avro = {0, 0, 0, 0, 7, 1};
        odd.add(new NewEntry(
                letter(1, null, null, nothingTold, null, null), topicId, null, EntryState.ATTENTION, null));
        odd.add(new NewEntry(letter(2, "grüppe", FAILED, allTold, avro, avro), topicId, true, EntryState.SCHEMA, null));
        odd.add(new NewEntry(
                letter(3, "g", FAILED.plusMillis(7), allTold, new byte[0], new byte[0]),
                topicId,
                false,
                EntryState.WAITING,
                Duration.ofHours(1)));
        odd.add(new NewEntry(
                letter(4, "g", FAILED, allTold, new byte[100_000], new byte[500_000]),
                topicId,
                true,
                EntryState.ATTENTION,
                null));
        return odd;
    }

    @SuppressWarnings("NullAway") // it does not see that the record's arrays may be null
    private static Letter letter(
            long offset,
            @Nullable String group,
            @Nullable Instant time,
            Letter.Failure failure,
            byte @Nullable [] key,
            byte @Nullable [] value) {
        return new Letter(
                Dialect.AFTERIMAGE,
                new Coordinates("odd", 3, offset, group),
                time,
                failure,
                key,
                value,
                List.of(new LetterHeader("twice", null), new LetterHeader("twice", new byte[] {1})));
    }

    /** Everything that is kept but for ids and the times of parking. */
    private static List<String> rows(UUID topicId) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                        select (to_jsonb(q) - 'id' - 'topic_id' - 'parked_at' - 'next_retry_at')::text
                          || coalesce(round(extract(epoch from next_retry_at - parked_at))::text, 'never')
                          || (to_jsonb(p) - 'entry_id')::text
                        from cdc_dead_letter_queue q join cdc_dead_letter_payload p on p.entry_id = q.id
                        where topic_id = ? order by offset_value
                        """)
                .bind(0, topicId)
                .mapTo(String.class)
                .list());
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
