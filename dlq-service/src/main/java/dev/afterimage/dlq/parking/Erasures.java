package dev.afterimage.dlq.parking;

import dev.afterimage.dlq.letter.Fingerprint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Destroys what is kept of a key: bytes, corrections, and texts that may quote them. Thread-safe.
 *
 * <p>What remains of an entry is where it failed and when, and the hash of its key. Letters of the key that come later and are older than the
 * erasure are parked without their bytes.
 */
public final class Erasures {
    /** Intake shares it, an erasure has it alone: no letter slips in while its key is erased. */
    private static final String ALONE = "select pg_advisory_xact_lock(77160211)";

    private static final String SHARED = "select pg_advisory_xact_lock_shared(77160211)";

    private static final String ERASE =
            """
            with hit as (
              select id from cdc_dead_letter_queue where key_hash = ? and topic = ? order by id for update),
            payloads as (delete from cdc_dead_letter_payload p using hit where p.entry_id = hit.id),
            edits as (delete from cdc_dead_letter_edit e using hit where e.entry_id = hit.id),
            reasons as (update cdc_dead_letter_attempt a set reason = null from hit where a.entry_id = hit.id),
            entries as (
              update cdc_dead_letter_queue q set error_message = null, state = 'resolved', resolved_at = coalesce(resolved_at, now()),
                resolution = 'erased', next_retry_at = null, lease_until = null,
                release_result = case when release_id is null then null else coalesce(release_result, 'superseded') end
              from hit where q.id = hit.id)
            select count(*) from hit
            """;

    private static final String LOG =
            "insert into cdc_erasure_log (who, reason, topic, key_hash, entries) values (?, ?, ?, ?, ?) returning id, at";

    private static final String KNOWN =
            """
            select l.key_hash, l.topic, max(l.at) from cdc_erasure_log l where l.key_hash = any(?::bytea[]) group by 1, 2
            """;

    private static final String FORGET =
            """
            update cdc_dead_letter_queue set error_message = null, state = 'resolved', resolved_at = now(), resolution = 'erased',
              next_retry_at = null
            where id = any(?::bigint[])
            """;

    /**
     * One erasure.
     *
     * @param keyHash of the key, hexadecimal
     * @param entries how many entries it met
     */
    public record Erasure(long id, Instant at, String who, String reason, String topic, String keyHash, long entries) {}

    private final Database database;

    public Erasures(Database database) {
        this.database = database;
    }

    /** Erases a key of a topic; when this returns, nothing of it is left in the tables. */
    public Erasure erase(String topic, byte[] key, String who, String reason) {
        byte[] hash = Fingerprint.ofKey(key);
        return database.transaction(connection -> {
            try (PreparedStatement alone = connection.prepareStatement(ALONE)) {
                alone.execute();
            }
            long entries;
            try (PreparedStatement erase = connection.prepareStatement(ERASE)) {
                erase.setBytes(1, hash);
                erase.setString(2, topic);
                try (ResultSet found = erase.executeQuery()) {
                    found.next();
                    entries = found.getLong(1);
                }
            }
            return logged(connection, topic, hash, who, reason, entries);
        });
    }

    private static Erasure logged(
            Connection connection, String topic, byte[] hash, String who, String reason, long entries)
            throws SQLException {
        try (PreparedStatement log = connection.prepareStatement(LOG)) {
            log.setString(1, who);
            log.setString(2, reason);
            log.setString(3, topic);
            log.setBytes(4, hash);
            log.setLong(5, entries);
            try (ResultSet found = log.executeQuery()) {
                found.next();
                return new Erasure(
                        found.getLong(1),
                        found.getTimestamp(2).toInstant(),
                        who,
                        reason,
                        topic,
                        HexFormat.of().formatHex(hash),
                        entries);
            }
        }
    }

    /** The newest erasures. */
    public List<Erasure> newest(int limit) {
        return found("order by id desc", limit);
    }

    /** Erasures that were not told to others yet, the oldest first. */
    public List<Erasure> untold(int limit) {
        return found("where told_at is null order by id", limit);
    }

    public void told(long id) {
        database.jdbi().useHandle(handle -> handle.execute("update cdc_erasure_log set told_at = now() where id = ?", id));
    }

    private List<Erasure> found(String which, int limit) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select id, at, who, reason, topic, key_hash, entries from cdc_erasure_log " + which + " limit ?")
                        .bind(0, limit)
                        .map((row, context) -> new Erasure(
                                row.getLong(1),
                                row.getTimestamp(2).toInstant(),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                HexFormat.of().formatHex(row.getBytes(6)),
                                row.getLong(7)))
                        .list());
    }

    /** When keys of a batch were erased, by topic and hash; from here to the end of the transaction none is erased. */
    static Map<String, Instant> known(Connection connection, @Nullable Object[] hashes) throws SQLException {
        try (PreparedStatement shared = connection.prepareStatement(SHARED)) {
            shared.execute();
        }
        Map<String, Instant> known = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(KNOWN)) {
            new Columns(connection, statement).add("bytea", hashes);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    known.put(
                            name(found.getString(2), found.getBytes(1)),
                            found.getTimestamp(3).toInstant());
                }
            }
        }
        return known;
    }

    static String name(String topic, byte[] hash) {
        return topic + " " + HexFormat.of().formatHex(hash);
    }

    /** Forgets what was just parked, within the caller's transaction. */
    static void forget(Connection connection, List<Long> ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
            new Columns(connection, statement).add("bigint", ids.toArray(Long[]::new));
            statement.executeUpdate();
        }
    }
}
