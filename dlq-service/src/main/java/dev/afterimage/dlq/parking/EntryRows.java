package dev.afterimage.dlq.parking;

import dev.afterimage.dlq.letter.Fingerprint;
import dev.afterimage.dlq.letter.HeaderBytes;
import dev.afterimage.dlq.letter.Letter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the rows of letters, within the caller's transaction. */
final class EntryRows {
    private static final String[] COLUMNS = {
        "id",
        "topic",
        "topic_id",
        "partition_num",
        "offset_value",
        "consumer_group",
        "record_time",
        "dialect",
        "stage",
        "category",
        "error_class",
        "error_message",
        "fingerprint",
        "failed_at",
        "key_hash",
        "schema_id",
        "complete_image",
        "payload_bytes",
        "state",
        "next_retry_at"
    };

    private static final String MERGE = """
            insert into cdc_dead_letter_queue as q (id, topic, topic_id, partition_num, offset_value, consumer_group, record_time, dialect,
              stage, category, error_class, error_message, fingerprint, failed_at, key_hash, schema_id, complete_image, payload_bytes, state,
              next_retry_at)
            select * from unnest(?::bigint[], ?::text[], ?::uuid[], ?::int[], ?::bigint[], ?::text[], ?::timestamptz[], ?::text[], ?::text[],
              ?::text[], ?::text[], ?::text[], ?::bytea[], ?::timestamptz[], ?::bytea[], ?::int[], ?::boolean[], ?::int[], ?::text[],
              ?::timestamptz[])
            on conflict on constraint cdc_dead_letter_queue_coordinates do update set
              state = excluded.state, next_retry_at = excluded.next_retry_at, resolved_at = null, resolution = null, retry_count = 0,
              category = excluded.category, error_class = excluded.error_class, error_message = excluded.error_message,
              fingerprint = excluded.fingerprint, failed_at = excluded.failed_at, stage = excluded.stage, release_id = null,
              release_result = null
              where greatest(q.resolved_at, q.failed_at) < excluded.failed_at and q.resolution <> 'erased'
            returning id
            """;

    private EntryRows() {}

    /**
     * A letter and the row that it gets.
     *
     * @param id of the row
     * @param nextRetryAt when it is first tried again, for {@link EntryState#WAITING} only
     */
    record Numbered(NewEntry entry, long id, @Nullable Instant nextRetryAt) {
        Letter letter() {
            return entry.letter();
        }

        /** As exact as the database keeps it: a letter that comes twice must not seem later than itself. */
        Instant failedAt() {
            return letter().failure().at().truncatedTo(ChronoUnit.MICROS);
        }

        int payloadBytes() {
            return (int) Math.min(letter().bytes(), Integer.MAX_VALUE);
        }
    }

    /**
     * Adds letters of records that are not parked.
     *
     * @throws SQLException of a violated uniqueness if one of them is
     */
    static void add(Connection connection, List<Numbered> rows) throws SQLException {
        try (CopyRows copy = CopyRows.into(connection, "cdc_dead_letter_queue", COLUMNS)) {
            for (Numbered row : rows) {
                Letter letter = row.letter();
                Letter.Failure failure = letter.failure();
                copy.row()
                        .int8(row.id())
                        .text(letter.at().topic())
                        .uuid(row.entry().topicId())
                        .int4(letter.at().partition())
                        .int8(letter.at().offset())
                        .text(letter.at().group())
                        .time(letter.recordTime())
                        .text(letter.dialect().name())
                        .text(failure.stage())
                        .text(NewEntries.category(failure.category()))
                        .text(failure.errorClass())
                        .text(failure.message())
                        .bytes(Fingerprint.of(letter))
                        .time(row.failedAt())
                        .bytes(ErasedKeys.keyHash(letter))
                        .int4(letter.schemaId())
                        .bool(row.entry().complete())
                        .int4(row.payloadBytes())
                        .text(row.entry().state().text())
                        .time(row.nextRetryAt());
            }
            copy.end();
        }
    }

    /**
     * Adds letters, and opens resolved records anew that failed since.
     *
     * @return the ids of rows that were added or opened
     */
    static Set<Long> merge(Connection connection, List<Numbered> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MERGE)) {
            Columns columns = new Columns(connection, statement);
            columns.add("bigint", Columns.of(rows, Numbered::id, Long[]::new));
            columns.add("text", Columns.of(rows, row -> row.letter().at().topic(), String[]::new));
            columns.add("uuid", Columns.of(rows, row -> row.entry().topicId(), UUID[]::new));
            columns.add("int", Columns.of(rows, row -> row.letter().at().partition(), Integer[]::new));
            columns.add("bigint", Columns.of(rows, row -> row.letter().at().offset(), Long[]::new));
            columns.add("text", Columns.of(rows, row -> row.letter().at().group(), String[]::new));
            columns.add("timestamptz", Columns.of(rows, row -> row.letter().recordTime(), Instant[]::new));
            columns.add("text", Columns.of(rows, row -> row.letter().dialect().name(), String[]::new));
            columns.add("text", Columns.of(rows, row -> row.letter().failure().stage(), String[]::new));
            columns.add(
                    "text",
                    Columns.of(
                            rows,
                            row -> NewEntries.category(row.letter().failure().category()),
                            String[]::new));
            columns.add("text", Columns.of(rows, row -> row.letter().failure().errorClass(), String[]::new));
            columns.add("text", Columns.of(rows, row -> row.letter().failure().message(), String[]::new));
            columns.add("bytea", Columns.of(rows, row -> Fingerprint.of(row.letter()), byte[][]::new));
            columns.add("timestamptz", Columns.of(rows, Numbered::failedAt, Instant[]::new));
            columns.add("bytea", Columns.of(rows, row -> ErasedKeys.keyHash(row.letter()), byte[][]::new));
            columns.add("int", Columns.of(rows, row -> row.letter().schemaId(), Integer[]::new));
            columns.add("boolean", Columns.of(rows, row -> row.entry().complete(), Boolean[]::new));
            columns.add("int", Columns.of(rows, Numbered::payloadBytes, Integer[]::new));
            columns.add("text", Columns.of(rows, row -> row.entry().state().text(), String[]::new));
            columns.add("timestamptz", Columns.of(rows, Numbered::nextRetryAt, Instant[]::new));
            Set<Long> touched = new HashSet<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    touched.add(found.getLong(1));
                }
            }
            return touched;
        }
    }

    /** Keeps the bytes of letters whose rows were added in this transaction. */
    static void keepBytes(Connection connection, List<Numbered> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (CopyRows copy = CopyRows.into(
                connection, "cdc_dead_letter_payload", "entry_id", "raw_key", "raw_value", "headers", "stacktrace")) {
            for (Numbered row : rows) {
                Letter letter = row.letter();
                copy.row()
                        .int8(row.id())
                        .bytes(letter.key())
                        .bytes(letter.value())
                        .bytes(HeaderBytes.write(letter.headers()))
                        .text(letter.failure().stacktrace());
            }
            copy.end();
        }
    }
}
