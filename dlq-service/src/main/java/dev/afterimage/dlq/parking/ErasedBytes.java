package dev.afterimage.dlq.parking;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Destroys bytes, corrections and quoting texts of entries, within the caller's transaction.
 *
 * <p>The entries are locked first and by a statement of its own: what others wrote to them while we waited for the locks is seen only by
 * statements that begin after it.
 */
final class ErasedBytes {
    // Two statements, since each has its own index.
    private static final String LOCK_OPEN =
            "select id from cdc_dead_letter_queue where key_hash = ? and topic = ? and resolved_at is null order by id for update";

    private static final String LOCK_RESOLVED =
            "select id from cdc_dead_letter_queue where key_hash = ? and topic = ? and resolved_at is not null order by id for update";

    private static final String LOCK =
            "select id from cdc_dead_letter_queue where id = any(?::bigint[]) order by id for update";

    private static final String DESTROY = """
            with hit as (select unnest(?::bigint[]) as id),
            payloads as (delete from cdc_dead_letter_payload p using hit where p.entry_id = hit.id),
            edits as (delete from cdc_dead_letter_edit e using hit where e.entry_id = hit.id),
            reasons as (update cdc_dead_letter_attempt a set reason = null from hit where a.entry_id = hit.id and a.reason is not null)
            update cdc_dead_letter_queue q set error_message = null, state = 'resolved', resolved_at = coalesce(resolved_at, now()),
              resolution = 'erased', next_retry_at = null, lease_until = null,
              release_result = case when release_id is null then null else coalesce(release_result, 'superseded') end
            from hit where q.id = hit.id
            """;

    private ErasedBytes() {}

    /** Destroys what is kept of a key; returns how many entries it has. */
    static int ofKey(Connection connection, String topic, byte[] keyHash) throws SQLException {
        // An entry that is resolved meanwhile is missed by the first and met by the second.
        Set<Long> ids = new LinkedHashSet<>(locked(connection, LOCK_OPEN, topic, keyHash));
        ids.addAll(locked(connection, LOCK_RESOLVED, topic, keyHash));
        destroy(connection, ids);
        return ids.size();
    }

    /** Destroys what is kept of these entries. */
    static void of(Connection connection, List<Long> ids) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            new Columns(connection, lock).add("bigint", ids.toArray(Long[]::new));
            lock.execute();
        }
        destroy(connection, ids);
    }

    private static List<Long> locked(Connection connection, String sql, String topic, byte[] keyHash)
            throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (PreparedStatement lock = connection.prepareStatement(sql)) {
            lock.setBytes(1, keyHash);
            lock.setString(2, topic);
            try (ResultSet found = lock.executeQuery()) {
                while (found.next()) {
                    ids.add(found.getLong(1));
                }
            }
        }
        return ids;
    }

    private static void destroy(Connection connection, Collection<Long> ids) throws SQLException {
        try (PreparedStatement destroy = connection.prepareStatement(DESTROY)) {
            new Columns(connection, destroy).add("bigint", ids.toArray(Long[]::new));
            destroy.executeUpdate();
        }
    }
}
