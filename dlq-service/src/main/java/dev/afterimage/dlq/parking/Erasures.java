package dev.afterimage.dlq.parking;

import dev.afterimage.dlq.letter.Fingerprint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
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

    private static final String LOG = """
            insert into cdc_erasure_log (who, reason, topic, key_hash, entries, problem, relation_id) values (?, ?, ?, ?, ?, ?, ?)
            returning id, at
            """;

    private static final String RELATED = """
            insert into cdc_erasure_relation (erasure_id, at, topic, column_name, value_hash, up_to_id)
            select ?::bigint, ?::timestamptz, r.topic, r.column_name, r.value_hash,
              (select coalesce(max(q.id), 0) from cdc_dead_letter_queue q where q.topic = r.topic)
            from unnest(?::text[], ?::text[], ?::bytea[]) as r (topic, column_name, value_hash)
            """;

    private static final String AUDIT =
            "insert into cdc_dead_letter_audit (who, action, entries, detail) values (?, 'erase', ?, ?)";

    private static final String FORGET = """
            update cdc_dead_letter_queue set error_message = null, state = 'resolved', resolved_at = now(), resolution = 'erased',
              next_retry_at = null
            where id = any(?::bigint[])
            """;

    /**
     * Why a key is erased, and what follows from it.
     *
     * @param related what rows of other tables hold that name this one
     * @param problem why related tables cannot be followed, or null
     * @param relation the relation that is followed by this erasure, or null
     */
    public record Order(
            String who,
            String reason,
            List<Reference> related,
            @Nullable String problem,
            @Nullable Long relation) {
        public Order {
            related = List.copyOf(related);
        }
    }

    private final Database database;
    private final ErasureLog log;

    public Erasures(Database database) {
        this.database = database;
        this.log = new ErasureLog(database);
    }

    /** Erases a key of a topic; when this returns, nothing of it is left in the tables, and what is related is on the list. */
    public Erasure erase(String topic, byte[] key, Order order) {
        byte[] hash = Fingerprint.ofKey(key);
        long id = database.transaction(connection -> {
            try (PreparedStatement alone = connection.prepareStatement(ALONE)) {
                alone.execute();
            }
            return logged(connection, topic, hash, order, ErasedBytes.ofKey(connection, topic, hash));
        });
        return log.find(id).orElseThrow();
    }

    public ErasureLog log() {
        return log;
    }

    private static long logged(Connection connection, String topic, byte[] hash, Order order, long entries)
            throws SQLException {
        long id;
        Timestamp at;
        try (PreparedStatement statement = connection.prepareStatement(LOG)) {
            statement.setString(1, order.who());
            statement.setString(2, order.reason());
            statement.setString(3, topic);
            statement.setBytes(4, hash);
            statement.setLong(5, entries);
            statement.setString(6, order.problem());
            statement.setObject(7, order.relation());
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                id = found.getLong(1);
                at = found.getTimestamp(2);
            }
        }
        if (!order.related().isEmpty()) {
            related(connection, id, at.toInstant(), order.related());
        }
        try (PreparedStatement audit = connection.prepareStatement(AUDIT)) {
            audit.setString(1, order.who());
            audit.setLong(2, entries);
            audit.setString(3, "erasure " + id + " of a key of " + topic);
            audit.executeUpdate();
        }
        return id;
    }

    private static void related(Connection connection, long erasure, Instant at, List<Reference> related)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RELATED)) {
            statement.setLong(1, erasure);
            statement.setTimestamp(2, Timestamp.from(at));
            statement.setArray(
                    3, connection.createArrayOf("text", Columns.of(related, Reference::topic, String[]::new)));
            statement.setArray(
                    4, connection.createArrayOf("text", Columns.of(related, Reference::column, String[]::new)));
            statement.setArray(
                    5,
                    connection.createArrayOf(
                            "bytea",
                            Columns.of(related, one -> HexFormat.of().parseHex(one.valueHash()), byte[][]::new)));
            statement.executeUpdate();
        }
    }

    /** From here to the end of the transaction nothing is erased. */
    static void hold(Connection connection) throws SQLException {
        try (PreparedStatement shared = connection.prepareStatement(SHARED)) {
            shared.execute();
        }
    }

    /** Forgets what was just parked, within the caller's transaction. */
    static void forget(Connection connection, List<Long> ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
            new Columns(connection, statement).add("bigint", ids.toArray(Long[]::new));
            statement.executeUpdate();
        }
    }
}
