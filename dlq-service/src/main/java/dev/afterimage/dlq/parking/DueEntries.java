package dev.afterimage.dlq.parking;

import dev.afterimage.dlq.letter.Dialect;
import dev.afterimage.dlq.retry.KeyQueue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Claims what is due, each entry by one instance, in the order of each key; what is claimed has a lease. Thread-safe.
 *
 * <p>An entry behind another of its key is looked at again later, or at once when that one is resolved.
 */
public final class DueEntries {
    /** Earlier entries of a key that are looked at; with more before it an entry does not go. */
    private static final int BEFORE = 20;

    private static final String DUE = """
            select id, retry_count, dialect, topic, partition_num, offset_value, consumer_group, record_time, complete_image, key_hash,
              payload_bytes
            from cdc_dead_letter_queue
            where state in ('waiting', 'behind') and next_retry_at <= now()
            order by next_retry_at limit ? for update skip locked
            """;

    private static final String BEFORE_THEM = """
            select d.id, b.id, b.offset_value, b.state, b.complete_image
            from unnest(?::bigint[]) as c (id)
            join cdc_dead_letter_queue d on d.id = c.id
            cross join lateral (
              select * from cdc_dead_letter_queue b
              where b.key_hash = d.key_hash and b.resolved_at is null and b.offset_value < d.offset_value and b.topic = d.topic
                and b.partition_num = d.partition_num and b.topic_id is not distinct from d.topic_id
                and b.consumer_group is not distinct from d.consumer_group
              order by b.offset_value limit 21) b
            """;

    private static final String SENT = """
            update cdc_dead_letter_queue set state = 'sent', retry_count = retry_count + 1, last_retry_at = now(), next_retry_at = null,
              lease_until = now() + ? * interval '1 millisecond'
            where id = any(?::bigint[])
            """;

    private static final String BEHIND = """
            update cdc_dead_letter_queue set state = 'behind', next_retry_at = now() + interval '1 minute' where id = any(?::bigint[])
            """;

    private static final String UNSENT = """
            update cdc_dead_letter_queue set state = 'waiting', lease_until = null,
              next_retry_at = now() + ? * interval '1 millisecond'
            where id = any(?::bigint[]) and state = 'sent'
            """;

    /** The order takes it to the index of leases: counted without, the whole table may be read. */
    private static final String UNDER_WAY = """
            select count(*) from (select 1 from cdc_dead_letter_queue where state = 'sent' order by lease_until limit ?) sent
            """;

    private static final String EXPIRED = """
            with expired as (
              select id from cdc_dead_letter_queue where state = 'sent' and lease_until < now() order by lease_until limit ?
              for update skip locked),
            again as (
              update cdc_dead_letter_queue q set state = 'waiting', lease_until = null, next_retry_at = now()
              from expired where q.id = expired.id returning q.id, q.retry_count, q.last_retry_at)
            insert into cdc_dead_letter_attempt (entry_id, number, sent_at, event, reason)
            select id, retry_count, last_retry_at, 'unanswered', 'no outcome came within the lease' from again
            """;

    /** A due row before it is decided. */
    private record Row(DueEntry entry, @Nullable Boolean complete, boolean keyed, int bytes) {}

    private final Database database;

    public DueEntries(Database database) {
        this.database = database;
    }

    /**
     * Claims due entries.
     *
     * @param most how many at most
     * @param mostBytes bytes of their payloads at most, but always one entry
     * @param lease until when each must have its outcome
     */
    public Claim claim(int most, long mostBytes, Duration lease) {
        return database.transaction(connection -> {
            List<Row> due = due(connection, most);
            Map<Long, List<KeyQueue.Waiting>> before = before(connection, due);
            List<DueEntry> going = new ArrayList<>();
            List<Long> behind = new ArrayList<>();
            long bytes = 0;
            for (Row row : due) {
                if (!mayGo(row, before.getOrDefault(row.entry().id(), List.of()))) {
                    behind.add(row.entry().id());
                } else if (going.isEmpty() || bytes + row.bytes() <= mostBytes) {
                    bytes += row.bytes();
                    going.add(row.entry());
                }
            }
            update(
                    connection,
                    SENT,
                    lease.toMillis(),
                    going.stream().map(DueEntry::id).toList());
            if (!behind.isEmpty()) {
                update(connection, BEHIND, null, behind);
            }
            return new Claim(going, due.size());
        });
    }

    /**
     * What a claim brought.
     *
     * @param entries to be sent now
     * @param seen how many due entries were looked at; as many as asked for means that there may be more
     */
    public record Claim(List<DueEntry> entries, int seen) {}

    /** Gives back entries that could not be sent; the attempt counts. */
    public void unsent(Collection<Long> ids, Duration pause) {
        database.change(connection -> {
            update(connection, UNSENT, pause.toMillis(), ids);
        });
    }

    /** Lets entries go again whose outcome did not come in time; returns how many. */
    public int expire(int most) {
        return database.jdbi().withHandle(handle -> handle.execute(EXPIRED, most));
    }

    /**
     * Entries that are sent and have no outcome.
     *
     * @param most where counting ends
     */
    public int underWay(int most) {
        return database.jdbi().withHandle((Handle handle) -> handle.createQuery(UNDER_WAY)
                .bind(0, most)
                .mapTo(Integer.class)
                .one());
    }

    private static boolean mayGo(Row row, List<KeyQueue.Waiting> before) {
        KeyQueue.Waiting candidate = new KeyQueue.Waiting(
                row.entry().id(), row.entry().offset(), KeyQueue.Standing.TO_BE_TRIED, row.complete());
        return before.size() <= BEFORE && KeyQueue.mayGo(candidate, before);
    }

    private static List<Row> due(Connection connection, int most) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(DUE)) {
            statement.setInt(1, most);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    Timestamp time = found.getTimestamp(8);
                    boolean complete = found.getBoolean(9);
                    Boolean known = found.wasNull() ? null : complete;
                    rows.add(new Row(
                            new DueEntry(
                                    found.getLong(1),
                                    found.getInt(2) + 1,
                                    Dialect.valueOf(found.getString(3)),
                                    found.getString(4),
                                    found.getInt(5),
                                    found.getLong(6),
                                    found.getString(7),
                                    time == null ? null : time.toInstant()),
                            known,
                            found.getBytes(10) != null,
                            found.getInt(11)));
                }
            }
        }
        return rows;
    }

    private static Map<Long, List<KeyQueue.Waiting>> before(Connection connection, List<Row> due) throws SQLException {
        Map<Long, List<KeyQueue.Waiting>> before = new HashMap<>();
        Long[] keyed =
                due.stream().filter(Row::keyed).map(row -> row.entry().id()).toArray(Long[]::new);
        if (keyed.length == 0) {
            return before;
        }
        try (PreparedStatement statement = connection.prepareStatement(BEFORE_THEM)) {
            new Columns(connection, statement).add("bigint", keyed);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    before.computeIfAbsent(found.getLong(1), made -> new ArrayList<>())
                            .add(waiting(found, 2));
                }
            }
        }
        return before;
    }

    /** Reads id, offset, state and completeness from four columns. */
    static KeyQueue.Waiting waiting(ResultSet found, int first) throws SQLException {
        boolean complete = found.getBoolean(first + 3);
        Boolean known = found.wasNull() ? null : complete;
        KeyQueue.Standing standing =
                switch (EntryState.find(found.getString(first + 2)).orElseThrow()) {
                    case WAITING, BEHIND -> KeyQueue.Standing.TO_BE_TRIED;
                    case SCHEMA, ATTENTION -> KeyQueue.Standing.STUCK;
                    case SENT -> KeyQueue.Standing.UNDER_WAY;
                    case RESOLVED -> throw new IllegalStateException("a resolved entry is in nobody's way");
                };
        return new KeyQueue.Waiting(found.getLong(first), found.getLong(first + 1), standing, known);
    }

    private static void update(Connection connection, String sql, @Nullable Long millis, Collection<Long> ids)
            throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int at = 1;
            if (millis != null) {
                statement.setLong(at++, millis);
            }
            statement.setArray(at, connection.createArrayOf("bigint", ids.toArray()));
            statement.executeUpdate();
        }
    }
}
