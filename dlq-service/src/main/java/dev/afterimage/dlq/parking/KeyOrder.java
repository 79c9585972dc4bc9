package dev.afterimage.dlq.parking;

import dev.afterimage.dlq.retry.KeyQueue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the end of one entry means for others of its key: those before it may be obsolete, and the next may go. */
final class KeyOrder {
    private static final String SAME_KEY = """
            b.key_hash = d.key_hash and b.resolved_at is null and b.topic = d.topic and b.partition_num = d.partition_num
                and b.topic_id is not distinct from d.topic_id and b.consumer_group is not distinct from d.consumer_group
            """;

    /** The offset keeps the look-ups apart, one by its key's index for each entry; joined at once they were read from the whole table. */
    private static final String BEFORE = """
            select d.id, d.offset_value, b.id, b.offset_value, b.state, b.complete_image
            from unnest(?::bigint[]) as c (id)
            join cdc_dead_letter_queue d on d.id = c.id and d.complete_image
            cross join lateral (
              select b.id, b.offset_value, b.state, b.complete_image from cdc_dead_letter_queue b where b.offset_value < d.offset_value and
            """ + SAME_KEY + " offset 0) b";

    private static final String OBSOLETE = """
            with gone as (
              update cdc_dead_letter_queue q set state = 'resolved', resolved_at = now(), resolution = 'superseded', lease_until = null,
                next_retry_at = null,
                release_result = case when release_id is null then null else coalesce(release_result, 'superseded') end
              from unnest(?::bigint[]) as o (id)
              where q.id = o.id and q.resolved_at is null and q.state <> 'sent' returning q.id, q.retry_count)
            insert into cdc_dead_letter_attempt (entry_id, number, event, reason)
            select id, retry_count, 'superseded', 'a newer complete image of its key came home' from gone
            """;

    /** Few keys have anything behind: an index of that alone tells, before a key's queue is looked at. */
    private static final String NEXT = """
            update cdc_dead_letter_queue q set state = 'waiting', next_retry_at = now()
            from (
              select distinct b.id from unnest(?::bigint[]) as c (id)
              join cdc_dead_letter_queue d on d.id = c.id
              cross join lateral (
                select true as waits from cdc_dead_letter_queue w where w.state = 'behind' and w.key_hash = d.key_hash limit 1) any_behind
              cross join lateral (select b.id, b.state from cdc_dead_letter_queue b where any_behind.waits and
            """
            + SAME_KEY
            + " order by b.offset_value limit 1) b where b.state = 'behind') n where q.id = n.id and q.state = 'behind'";

    /**
     * Settles what follows from entries that came home or were given up, within the caller's transaction.
     *
     * @param resolved entries with a key, resolved in this transaction
     */
    void cameHome(Connection connection, List<Long> resolved) throws SQLException {
        if (resolved.isEmpty()) {
            return;
        }
        Set<Long> obsolete = obsolete(connection, resolved);
        if (!obsolete.isEmpty()) {
            update(connection, OBSOLETE, List.copyOf(obsolete));
        }
        nextMayGo(connection, resolved);
    }

    /** Lets the first of what waits behind these go. */
    void nextMayGo(Connection connection, List<Long> resolved) throws SQLException {
        update(connection, NEXT, resolved);
    }

    private static Set<Long> obsolete(Connection connection, List<Long> home) throws SQLException {
        Map<KeyQueue.Waiting, List<KeyQueue.Waiting>> before = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(BEFORE)) {
            new Columns(connection, statement).add("bigint", home.toArray(Long[]::new));
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    KeyQueue.Waiting one =
                            new KeyQueue.Waiting(found.getLong(1), found.getLong(2), KeyQueue.Standing.UNDER_WAY, true);
                    before.computeIfAbsent(one, made -> new ArrayList<>()).add(DueEntries.waiting(found, 3));
                }
            }
        }
        Set<Long> obsolete = new LinkedHashSet<>();
        before.forEach((one, others) -> obsolete.addAll(KeyQueue.obsolete(one, others)));
        return obsolete;
    }

    private static void update(Connection connection, String sql, List<Long> ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Columns(connection, statement).add("bigint", ids.toArray(Long[]::new));
            statement.executeUpdate();
        }
    }
}
