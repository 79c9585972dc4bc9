package dev.afterimage.dlq.parking;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is parked of related tables and has to be looked through because a key was erased, in bounded parts. Thread-safe.
 *
 * <p>Searches that begin at the same place go through a topic together, so that a thousand erasures are not a thousand readings of it.
 */
public final class Relatives {
    private static final String OPEN = """
            with first as (select topic, last_id from cdc_erasure_relation where finished_at is null order by id limit 1)
            select r.id, r.erasure_id, r.topic, r.column_name, r.value_hash, r.last_id, r.up_to_id
            from cdc_erasure_relation r join first using (topic, last_id) where r.finished_at is null order by r.id limit 1000
            """;

    private static final String NEXT = """
            with next as (
              select id, sum(payload_bytes::bigint) over (order by id) - payload_bytes as before from (
                select id, payload_bytes from cdc_dead_letter_queue where topic = ? and id > ? and id <= ? order by id limit ?) page)
            select q.id, q.partition_num, q.offset_value, p.entry_id is not null, p.raw_key, p.raw_value,
              array(select e.raw_value from cdc_dead_letter_edit e where e.entry_id = q.id order by e.id)
            from next join cdc_dead_letter_queue q using (id) left join cdc_dead_letter_payload p on p.entry_id = q.id
            where next.before < ? order by q.id
            """;

    private static final String PASSED = """
            update cdc_erasure_relation r set last_id = ?, unreadable = r.unreadable + n.unreadable, without_key = r.without_key + n.without_key,
              finished_at = case when ? >= r.up_to_id then now() end
            from unnest(?::bigint[], ?::bigint[], ?::bigint[]) as n (id, unreadable, without_key)
            where r.id = n.id and r.last_id = ? and r.finished_at is null
            """;

    /**
     * A search that is not at its end.
     *
     * @param what is looked for
     * @param lastId up to here it has looked
     * @param upToId here it ends; what came later was compared when it came
     */
    public record Search(long id, long erasure, Reference what, long lastId, long upToId) {}

    /**
     * A parked entry that may hold what is looked for.
     *
     * @param values the record's value and its corrections
     */
    @SuppressWarnings("ArrayRecordComponent") // identity is not asked for, and a copy of every payload would be
    public record Candidate(
            long id, int partition, long offset, byte @Nullable [] key, List<byte @Nullable []> values) {}

    /**
     * A part that was read.
     *
     * @param candidates entries that still have their bytes
     * @param lastId the last entry of the part; the search's own end where there are no more
     */
    public record Part(List<Candidate> candidates, long lastId) {}

    /** What a search met in a part. */
    public record Met(Search search, long unreadable, List<Long> withoutKey) {}

    private final Database database;

    public Relatives(Database database) {
        this.database = database;
    }

    /** Searches in one topic that are at one place; empty when there are none. */
    public List<Search> open() {
        return database.transaction(connection -> {
            List<Search> open = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(OPEN);
                    ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    Reference what = new Reference(
                            found.getString(3),
                            found.getString(4),
                            HexFormat.of().formatHex(found.getBytes(5)));
                    open.add(new Search(found.getLong(1), found.getLong(2), what, found.getLong(6), found.getLong(7)));
                }
            }
            return open;
        });
    }

    /**
     * The next part of a topic.
     *
     * @param most entries at most
     * @param mostBytes bytes of their payloads at most, but always one entry
     */
    public Part next(String topic, long lastId, long upToId, int most, long mostBytes) {
        return database.transaction(connection -> {
            List<Candidate> candidates = new ArrayList<>();
            long last = upToId;
            try (PreparedStatement statement = connection.prepareStatement(NEXT)) {
                statement.setString(1, topic);
                statement.setLong(2, lastId);
                statement.setLong(3, upToId);
                statement.setInt(4, most);
                statement.setLong(5, Math.max(1, mostBytes));
                try (ResultSet found = statement.executeQuery()) {
                    while (found.next()) {
                        last = found.getLong(1);
                        if (found.getBoolean(4)) {
                            candidates.add(candidate(found));
                        }
                    }
                }
            }
            return new Part(candidates, last);
        });
    }

    private static Candidate candidate(ResultSet found) throws SQLException {
        List<byte @Nullable []> values = new ArrayList<>();
        values.add(found.getBytes(6));
        Array edits = found.getArray(7);
        if (edits.getArray() instanceof byte[][] corrections) {
            values.addAll(Arrays.asList(corrections));
        }
        return new Candidate(found.getLong(1), found.getInt(2), found.getLong(3), found.getBytes(5), values);
    }

    /** Takes searches forward past a part, and destroys what they met without a key; once only, whoever else does the same. */
    public void passed(Collection<Met> met, long lastId) {
        List<Met> all = List.copyOf(met);
        database.change(connection -> {
            for (Met one : all) {
                ErasedBytes.of(connection, one.withoutKey());
            }
            pass(connection, all, lastId);
        });
    }

    private static void pass(Connection connection, List<Met> met, long lastId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PASSED)) {
            statement.setLong(1, lastId);
            statement.setLong(2, lastId);
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "bigint", Columns.of(met, one -> one.search().id(), Long[]::new)));
            statement.setArray(4, connection.createArrayOf("bigint", Columns.of(met, Met::unreadable, Long[]::new)));
            statement.setArray(
                    5,
                    connection.createArrayOf(
                            "bigint",
                            Columns.of(met, one -> (long) one.withoutKey().size(), Long[]::new)));
            statement.setLong(6, met.getFirst().search().lastId());
            statement.executeUpdate();
        }
    }
}
