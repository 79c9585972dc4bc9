package dev.afterimage.dlq.parking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads what was erased and what came of it. Thread-safe. */
public final class ErasureLog {
    private static final String FIND = """
            select l.id, l.at, l.who, l.reason, l.topic, l.key_hash, l.entries, l.problem, r.erasure_id
            from cdc_erasure_log l left join cdc_erasure_relation r on r.id = l.relation_id
            """;

    private static final String RELATED = """
            select r.erasure_id, r.topic, r.column_name, (select count(*) from cdc_erasure_log l where l.relation_id = r.id),
              r.without_key, r.unreadable, r.finished_at is not null
            from cdc_erasure_relation r where r.erasure_id = any(?) order by r.id
            """;

    private final Database database;

    ErasureLog(Database database) {
        this.database = database;
    }

    public Optional<Erasure> find(long id) {
        return database.jdbi().withHandle(handle -> found(handle, "where l.id = ?", id)).stream()
                .findFirst();
    }

    /** The newest erasures. */
    public List<Erasure> newest(int limit) {
        return database.jdbi().withHandle(handle -> found(handle, "order by l.id desc limit ?", limit));
    }

    /** Erasures that were not told to others yet, the oldest first. */
    public List<Erasure> untold(int limit) {
        return database.jdbi()
                .withHandle(handle -> found(handle, "where l.told_at is null order by l.id limit ?", limit));
    }

    public void told(long id) {
        database.jdbi()
                .useHandle(handle -> handle.execute("update cdc_erasure_log set told_at = now() where id = ?", id));
    }

    private static List<Erasure> found(Handle handle, String which, long parameter) {
        List<Erasure> bare = handle.createQuery(FIND + which)
                .bind(0, parameter)
                .map((row, context) -> erasure(row))
                .list();
        Map<Long, List<Erasure.Related>> related = new HashMap<>();
        handle.createQuery(RELATED)
                .bind(0, bare.stream().map(Erasure::id).toArray(Long[]::new))
                .map((row, context) -> Map.entry(row.getLong(1), related(row)))
                .forEach(one -> related.computeIfAbsent(one.getKey(), made -> new ArrayList<>())
                        .add(one.getValue()));
        return bare.stream()
                .map(one -> new Erasure(
                        one.id(),
                        one.at(),
                        one.who(),
                        one.reason(),
                        one.topic(),
                        one.keyHash(),
                        one.entries(),
                        one.problem(),
                        one.follows(),
                        related.getOrDefault(one.id(), List.of())))
                .toList();
    }

    private static Erasure erasure(ResultSet row) throws SQLException {
        long follows = row.getLong(9);
        Long followed = row.wasNull() ? null : follows;
        return new Erasure(
                row.getLong(1),
                row.getTimestamp(2).toInstant(),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                HexFormat.of().formatHex(row.getBytes(6)),
                row.getLong(7),
                row.getString(8),
                followed,
                List.of());
    }

    private static Erasure.Related related(ResultSet row) throws SQLException {
        return new Erasure.Related(
                row.getString(2), row.getString(3), row.getLong(4), row.getLong(5), row.getLong(6), row.getBoolean(7));
    }
}
