package dev.afterimage.dlq.parking;

import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.dlq.letter.Coordinates;
import dev.afterimage.dlq.letter.Fingerprint;
import dev.afterimage.dlq.letter.HeaderBytes;
import dev.afterimage.dlq.letter.Letter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Parks letters: all of a batch in one transaction, each record once, however often its letter comes. Thread-safe.
 *
 * <p>A letter of a record that was resolved and has failed anew since opens it again, unless its data had to be forgotten.
 */
public final class NewEntries {
    /** What is in the category's column where the writer knows none. */
    public static final String UNCLASSIFIED = "UNCLASSIFIED";

    private static final String RESERVE = "select nextval('cdc_dead_letter_queue_id_seq') from generate_series(1, ?)";

    private static final String ENTRIES = """
            insert into cdc_dead_letter_queue as q (id, topic, topic_id, partition_num, offset_value, consumer_group, record_time, dialect,
              stage, category, error_class, error_message, fingerprint, failed_at, key_hash, schema_id, complete_image, payload_bytes, state,
              next_retry_at)
            select id, topic, topic_id, partition_num, offset_value, consumer_group, record_time, dialect, stage, category, error_class,
              error_message, fingerprint, failed_at, key_hash, schema_id, complete_image, payload_bytes, state,
              now() + pause_ms * interval '1 millisecond'
            from unnest(?::bigint[], ?::text[], ?::uuid[], ?::int[], ?::bigint[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[],
              ?::text[], ?::text[], ?::bytea[], ?::timestamptz[], ?::bytea[], ?::int[], ?::boolean[], ?::int[], ?::text[], ?::bigint[])
              as n (id, topic, topic_id, partition_num, offset_value, consumer_group, record_time, dialect, stage, category, error_class,
              error_message, fingerprint, failed_at, key_hash, schema_id, complete_image, payload_bytes, state, pause_ms)
            on conflict on constraint cdc_dead_letter_queue_coordinates do update set
              state = excluded.state, next_retry_at = excluded.next_retry_at, resolved_at = null, resolution = null, retry_count = 0,
              category = excluded.category, error_class = excluded.error_class, error_message = excluded.error_message,
              fingerprint = excluded.fingerprint, failed_at = excluded.failed_at, stage = excluded.stage, release_id = null,
              release_result = null
              where greatest(q.resolved_at, q.failed_at) < excluded.failed_at and q.resolution <> 'erased'
            returning id
            """;

    private static final String PAYLOADS = """
            insert into cdc_dead_letter_payload (entry_id, raw_key, raw_value, headers, stacktrace)
            select * from unnest(?::bigint[], ?::bytea[], ?::bytea[], ?::bytea[], ?::text[])
            """;

    private static final String REOPENED = """
            insert into cdc_dead_letter_attempt (entry_id, number, event, reason)
            select id, 0, 'reopened', 'the record failed anew after it was resolved' from unnest(?::bigint[]) as id
            """;

    /** What a record is known by. */
    private record Place(Coordinates at, @Nullable UUID topicId) {}

    /**
     * What became of a batch.
     *
     * @param parked letters that are new
     * @param reopened letters that opened a resolved record again
     * @param known letters of records that are parked already
     */
    public record Result(int parked, int reopened, int known) {}

    private final Database database;

    public NewEntries(Database database) {
        this.database = database;
    }

    /**
     * Parks a batch; when this returns, the database has it durably.
     *
     * @throws IllegalStateException if {@link #namingErased} has letters by now
     */
    public Result park(List<NewEntry> batch) {
        Map<Place, NewEntry> once = new LinkedHashMap<>();
        for (NewEntry entry : batch) {
            once.merge(new Place(entry.letter().at(), entry.topicId()), entry, NewEntries::later);
        }
        List<NewEntry> entries = List.copyOf(once.values());
        return database.transaction(connection -> {
            Erasures.hold(connection);
            ErasedKeys erased = ErasedKeys.of(connection, entries);
            if (entries.stream().anyMatch(entry -> namesErased(entry, erased))) {
                throw new IllegalStateException("a row that letters name was erased just now");
            }
            Long[] ids = reserve(connection, entries.size());
            Set<Long> touched = insert(connection, entries, ids);
            List<Integer> fresh = new ArrayList<>();
            List<Integer> kept = new ArrayList<>();
            List<Long> forgotten = new ArrayList<>();
            for (int i = 0; i < ids.length; i++) {
                if (touched.remove(ids[i])) {
                    fresh.add(i);
                    if (!erased.isEmpty()
                            && (erased.hasKey(entries.get(i).letter()) || erased.hasReference(entries.get(i)))) {
                        forgotten.add(ids[i]);
                    } else {
                        kept.add(i);
                    }
                }
            }
            payloads(connection, entries, ids, kept);
            if (!forgotten.isEmpty()) {
                Erasures.forget(connection, forgotten);
            }
            if (!touched.isEmpty()) {
                reopened(connection, touched);
            }
            return new Result(fresh.size(), touched.size(), batch.size() - fresh.size() - touched.size());
        });
    }

    /** Letters that name a row that was erased, while their own keys were not: those are to be erased before they are parked. */
    public List<Letter> namingErased(List<NewEntry> batch) {
        List<NewEntry> naming =
                batch.stream().filter(entry -> !entry.references().isEmpty()).toList();
        if (naming.isEmpty()) {
            return List.of();
        }
        ErasedKeys erased = database.transaction(connection -> ErasedKeys.of(connection, naming));
        return naming.stream()
                .filter(entry -> namesErased(entry, erased))
                .map(NewEntry::letter)
                .toList();
    }

    private static boolean namesErased(NewEntry entry, ErasedKeys erased) {
        return entry.letter().key() != null && erased.hasReference(entry) && !erased.hasKey(entry.letter());
    }

    private static NewEntry later(NewEntry one, NewEntry other) {
        return other.letter().failure().at().isAfter(one.letter().failure().at()) ? other : one;
    }

    private static Long[] reserve(Connection connection, int count) throws SQLException {
        Long[] ids = new Long[count];
        try (PreparedStatement statement = connection.prepareStatement(RESERVE)) {
            statement.setInt(1, count);
            try (ResultSet found = statement.executeQuery()) {
                for (int i = 0; found.next(); i++) {
                    ids[i] = found.getLong(1);
                }
            }
        }
        return ids;
    }

    private static Set<Long> insert(Connection connection, List<NewEntry> entries, Long[] ids) throws SQLException {
        List<Letter> letters = entries.stream().map(NewEntry::letter).toList();
        try (PreparedStatement statement = connection.prepareStatement(ENTRIES)) {
            Columns columns = new Columns(connection, statement);
            columns.add("bigint", ids);
            columns.add("text", Columns.of(letters, letter -> letter.at().topic(), String[]::new));
            columns.add("uuid", Columns.of(entries, NewEntry::topicId, UUID[]::new));
            columns.add("int", Columns.of(letters, letter -> letter.at().partition(), Integer[]::new));
            columns.add("bigint", Columns.of(letters, letter -> letter.at().offset(), Long[]::new));
            columns.add("text", Columns.of(letters, letter -> letter.at().group(), String[]::new));
            columns.add("timestamptz", Columns.of(letters, Letter::recordTime, Instant[]::new));
            columns.add("text", Columns.of(letters, letter -> letter.dialect().name(), String[]::new));
            columns.add("text", Columns.of(letters, letter -> letter.failure().stage(), String[]::new));
            columns.add(
                    "text",
                    Columns.of(letters, letter -> category(letter.failure().category()), String[]::new));
            columns.add("text", Columns.of(letters, letter -> letter.failure().errorClass(), String[]::new));
            columns.add("text", Columns.of(letters, letter -> letter.failure().message(), String[]::new));
            columns.add("bytea", Columns.of(letters, Fingerprint::of, byte[][]::new));
            columns.add(
                    "timestamptz",
                    Columns.of(letters, letter -> letter.failure().at(), Instant[]::new));
            columns.add("bytea", Columns.of(letters, ErasedKeys::keyHash, byte[][]::new));
            columns.add("int", Columns.of(letters, Letter::schemaId, Integer[]::new));
            columns.add("boolean", Columns.of(entries, NewEntry::complete, Boolean[]::new));
            columns.add(
                    "int",
                    Columns.of(letters, letter -> (int) Math.min(letter.bytes(), Integer.MAX_VALUE), Integer[]::new));
            columns.add("text", Columns.of(entries, entry -> entry.state().text(), String[]::new));
            columns.add(
                    "bigint",
                    Columns.of(
                            entries,
                            entry ->
                                    entry.pause() == null ? null : entry.pause().toMillis(),
                            Long[]::new));
            Set<Long> touched = new HashSet<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    touched.add(found.getLong(1));
                }
            }
            return touched;
        }
    }

    private static void payloads(Connection connection, List<NewEntry> entries, Long[] ids, List<Integer> fresh)
            throws SQLException {
        if (fresh.isEmpty()) {
            return;
        }
        List<Letter> letters = fresh.stream().map(i -> entries.get(i).letter()).toList();
        try (PreparedStatement statement = connection.prepareStatement(PAYLOADS)) {
            Columns columns = new Columns(connection, statement);
            columns.add("bigint", Columns.of(fresh, i -> ids[i], Long[]::new));
            columns.add("bytea", Columns.of(letters, Letter::key, byte[][]::new));
            columns.add("bytea", Columns.of(letters, Letter::value, byte[][]::new));
            columns.add("bytea", Columns.of(letters, letter -> HeaderBytes.write(letter.headers()), byte[][]::new));
            columns.add("text", Columns.of(letters, letter -> letter.failure().stacktrace(), String[]::new));
            statement.executeUpdate();
        }
    }

    private static void reopened(Connection connection, Set<Long> ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REOPENED)) {
            new Columns(connection, statement).add("bigint", ids.toArray(Long[]::new));
            statement.executeUpdate();
        }
    }

    static String category(@Nullable FailureCategory category) {
        return category == null ? UNCLASSIFIED : category.name();
    }
}
