package dev.afterimage.dlq.parking;

import dev.afterimage.dlq.letter.Fingerprint;
import dev.afterimage.dlq.letter.HeaderBytes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Finds entries for people and programs; what takes too long is ended by the server. Thread-safe. */
public final class Entries {
    private static final String COLUMNS = """
            id, topic, partition_num, offset_value, consumer_group, record_time, dialect, stage, category, error_class, error_message,
            fingerprint, failed_at, parked_at, payload_bytes, state, retry_count, last_retry_at, next_retry_at, resolved_at, resolution,
            release_id
            """;

    private static final String RELEASED = """
            (select %1$s from cdc_dead_letter_queue where release_id = :release and release_result = 'failed' order by id desc limit :limit)
            union all
            (select %1$s from cdc_dead_letter_queue where release_id = :release and release_result is distinct from 'failed'
              order by id desc limit :limit)
            """.formatted(COLUMNS);

    /** An entry with all that is kept of it. */
    public record Whole(
            Entry entry,
            @Nullable Payload original,
            @Nullable String stacktrace,
            List<HistoryLine> history,
            List<Edit> edits) {}

    private final Database database;

    public Entries(Database database) {
        this.database = database;
    }

    /**
     * The newest entries of a filter.
     *
     * @param before an id, to go on below it; null begins with the newest
     * @param limit how many at most
     */
    public List<Entry> list(EntryFilter filter, @Nullable Long before, int limit) {
        return bounded(handle -> handle.createQuery("select " + COLUMNS + " from cdc_dead_letter_queue where "
                        + filter.sql() + " and id < :before order by id desc limit :limit")
                .bindMap(filter.parameters())
                .bind("before", before == null ? Long.MAX_VALUE : before)
                .bind("limit", limit)
                .map((row, context) -> entry(row))
                .list());
    }

    /** The newest entries that a release chose, those that failed again first. */
    public List<Entry> ofRelease(long release, int limit) {
        return bounded(handle -> handle.createQuery(RELEASED)
                .bind("release", release)
                .bind("limit", limit)
                .map((row, context) -> entry(row))
                .list());
    }

    /** How many open entries of a filter could be sent again, by who wrote and who failed; the largest part first. */
    public List<Part> parts(EntryFilter filter, int limit) {
        return bounded(handle -> handle.createQuery(
                        "select dialect, consumer_group, count(*), count(*) filter (where state = 'attention') from cdc_dead_letter_queue"
                                + " where " + filter.sql()
                                + " and state in ('waiting', 'behind', 'schema', 'attention')"
                                + " group by 1, 2 order by 3 desc limit :limit")
                .bindMap(filter.parameters())
                .bind("limit", limit)
                .map((row, context) -> new Part(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)))
                .list());
    }

    /** Entries of one dialect and one consumer group that could be sent again, and how many of them wait for a person. */
    public record Part(String dialect, @Nullable String group, long count, long attention) {}

    /** How many open entries of a filter could be sent again, and up to which id. */
    public Counted redrivable(EntryFilter filter) {
        return bounded(
                handle -> handle.createQuery("select count(*), coalesce(max(id), 0) from cdc_dead_letter_queue where "
                                + filter.sql() + " and state in ('waiting', 'behind', 'schema', 'attention')")
                        .bindMap(filter.parameters())
                        .map((row, context) -> new Counted(row.getLong(1), row.getLong(2)))
                        .one());
    }

    public record Counted(long total, long upToId) {}

    public Optional<Entry> entry(long id) {
        return database.jdbi().withHandle(handle -> handle.createQuery(
                        "select " + COLUMNS + " from cdc_dead_letter_queue where id = ?")
                .bind(0, id)
                .map((row, context) -> entry(row))
                .findOne());
    }

    /** An entry with bytes, stack, history and corrections. */
    public Optional<Whole> whole(long id) {
        return entry(id).map(entry -> database.jdbi().withHandle(handle -> {
            List<HistoryLine> history = handle.createQuery(
                            "select number, sent_at, at, event, category, reason from cdc_dead_letter_attempt where entry_id = ? order by id"
                                    + " desc limit 200")
                    .bind(0, id)
                    .map((row, context) -> new HistoryLine(
                            row.getInt(1),
                            instant(row, 2),
                            row.getTimestamp(3).toInstant(),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6)))
                    .list();
            List<Edit> edits = handle.createQuery(
                            "select id, at, who, reason, raw_value from cdc_dead_letter_edit where entry_id = ? order by id limit 50")
                    .bind(0, id)
                    .map((row, context) -> new Edit(
                            row.getLong(1),
                            row.getTimestamp(2).toInstant(),
                            row.getString(3),
                            row.getString(4),
                            row.getBytes(5)))
                    .list();
            return handle.createQuery(
                            "select raw_key, raw_value, headers, stacktrace from cdc_dead_letter_payload where entry_id = ?")
                    .bind(0, id)
                    .map((row, context) -> new Whole(
                            entry,
                            new Payload(row.getBytes(1), row.getBytes(2), HeaderBytes.read(row.getBytes(3))),
                            row.getString(4),
                            history,
                            edits))
                    .findOne()
                    .orElseGet(() -> new Whole(entry, null, null, history, edits));
        }));
    }

    /** How many open entries stand where. */
    public List<Depth> depths() {
        return bounded(handle -> handle.createQuery(
                        "select state, category, count(*), min(failed_at) from cdc_dead_letter_queue where resolved_at is null group by 1, 2"
                                + " order by 1, 2")
                .map((row, context) -> new Depth(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getTimestamp(4).toInstant()))
                .list());
    }

    /** How many entries were resolved within the last day, and how. */
    public List<Depth> resolvedToday() {
        return bounded(handle -> handle.createQuery(
                        "select resolution, category, count(*), min(failed_at) from cdc_dead_letter_queue"
                                + " where resolved_at > now() - interval '1 day' group by 1, 2 order by 1, 2")
                .map((row, context) -> new Depth(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getTimestamp(4).toInstant()))
                .list());
    }

    private <T> T bounded(Function<Handle, T> query) {
        return database.bounded(query);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        long release = row.getLong("release_id");
        Long releaseId = row.wasNull() ? null : release;
        return new Entry(
                row.getLong("id"),
                row.getString("topic"),
                row.getInt("partition_num"),
                row.getLong("offset_value"),
                row.getString("consumer_group"),
                instant(row, 6),
                row.getString("dialect"),
                row.getString("stage"),
                row.getString("category"),
                row.getString("error_class"),
                row.getString("error_message"),
                Fingerprint.text(row.getBytes("fingerprint")),
                row.getTimestamp("failed_at").toInstant(),
                row.getTimestamp("parked_at").toInstant(),
                row.getInt("payload_bytes"),
                row.getString("state"),
                row.getInt("retry_count"),
                instant(row, 18),
                instant(row, 19),
                instant(row, 20),
                row.getString("resolution"),
                releaseId);
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
