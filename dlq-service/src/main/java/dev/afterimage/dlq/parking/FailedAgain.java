package dev.afterimage.dlq.parking;

import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.dlq.letter.Fingerprint;
import dev.afterimage.dlq.letter.MessageTemplate;
import dev.afterimage.dlq.letter.SafeText;
import dev.afterimage.dlq.retry.RetryPolicy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What is done about entries that failed once more: their new reason is kept, and their policy says when again, or that a person must look. */
public final class FailedAgain {
    /** Sendings after which an entry no longer waits for its schema by itself. */
    private static final int SCHEMA_LIMIT = 20;

    private static final int MOST_TEXT = 2_000;

    private static final String FIND = """
            select id, retry_count, category, error_message, stage, error_class, topic, consumer_group, fingerprint, schema_id
            from cdc_dead_letter_queue where id = any(?::bigint[]) and state = 'sent' order by id for update
            """;

    private static final String UPDATE = """
            with failed as (
              select * from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::text[], ?::bigint[])
                as f (id, category, reason, error_class, fingerprint, state, pause_ms)),
            kept as (
              update cdc_dead_letter_queue q set category = f.category, error_message = f.reason, error_class = f.error_class,
                fingerprint = f.fingerprint, state = f.state, lease_until = null, failed_at = greatest(q.failed_at, now()),
                next_retry_at = now() + f.pause_ms * interval '1 millisecond',
                release_result = case when q.release_id is null then null else coalesce(q.release_result, 'failed') end
              from failed f where q.id = f.id
              returning q.id, q.retry_count, q.last_retry_at, f.category, f.reason)
            insert into cdc_dead_letter_attempt (entry_id, number, sent_at, event, category, reason)
            select id, retry_count, last_retry_at, 'failed', category, reason from kept
            """;

    /** An entry with its new reason. */
    private record Failed(
            long id,
            String category,
            @Nullable String reason,
            @Nullable String errorClass,
            byte[] fingerprint,
            EntryState state,
            @Nullable Duration pause) {}

    private final boolean registry;
    private final RandomGenerator random;

    /** @param registry whether a registry can be asked for schemas */
    public FailedAgain(boolean registry, RandomGenerator random) {
        this.registry = registry;
        this.random = random;
    }

    void record(Connection connection, Map<Long, Answer> answers) throws SQLException {
        List<Failed> failed = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            new Columns(connection, statement).add("bigint", answers.keySet().toArray(Long[]::new));
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    Answer answer = answers.get(found.getLong(1));
                    if (answer != null && answer.attempt() == found.getInt(2)) {
                        failed.add(failed(found, answer));
                    }
                }
            }
        }
        if (failed.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(UPDATE)) {
            Columns columns = new Columns(connection, statement);
            columns.add("bigint", Columns.of(failed, Failed::id, Long[]::new));
            columns.add("text", Columns.of(failed, Failed::category, String[]::new));
            columns.add("text", Columns.of(failed, Failed::reason, String[]::new));
            columns.add("text", Columns.of(failed, Failed::errorClass, String[]::new));
            columns.add("bytea", Columns.of(failed, Failed::fingerprint, byte[][]::new));
            columns.add("text", Columns.of(failed, one -> one.state().text(), String[]::new));
            columns.add(
                    "bigint",
                    Columns.of(
                            failed,
                            one -> one.pause() == null ? null : one.pause().toMillis(),
                            Long[]::new));
            statement.executeUpdate();
        }
    }

    private Failed failed(ResultSet found, Answer answer) throws SQLException {
        int tried = found.getInt(2);
        String oldCategory = found.getString(3);
        String oldMessage = found.getString(4);
        String oldClass = found.getString(6);
        byte[] oldFingerprint = found.getBytes(9);
        boolean hasSchema = found.getObject(10) != null;
        String category = NewEntries.category(answer.category());
        String reason = answer.reason() == null ? null : SafeText.of(answer.reason(), MOST_TEXT);
        boolean sameCause = category.equals(oldCategory) && Objects.equals(template(reason), template(oldMessage));
        String errorClass = category.equals(oldCategory) ? oldClass : null;
        byte[] fingerprint = sameCause
                ? oldFingerprint
                : Fingerprint.of(
                        found.getString(7), found.getString(8), found.getString(5), category, errorClass, reason);
        boolean schema =
                registry && hasSchema && answer.category() == FailureCategory.SCHEMA_UNKNOWN && tried < SCHEMA_LIMIT;
        Duration pause = schema ? null : RetryPolicy.of(answer.category()).pause(tried, random);
        EntryState state = schema ? EntryState.SCHEMA : pause == null ? EntryState.ATTENTION : EntryState.WAITING;
        return new Failed(answer.id(), category, reason, errorClass, fingerprint, state, pause);
    }

    private static @Nullable String template(@Nullable String message) {
        return message == null ? null : MessageTemplate.of(message);
    }
}
