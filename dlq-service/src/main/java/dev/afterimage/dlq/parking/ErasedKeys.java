package dev.afterimage.dlq.parking;

import dev.afterimage.dlq.letter.Fingerprint;
import dev.afterimage.dlq.letter.Letter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was erased of that which a batch of letters concerns: their keys, and the rows that they name. Immutable.
 *
 * @param keys when a key was erased last, by topic and hash
 * @param references when a row that events name was erased last
 */
record ErasedKeys(Map<String, Instant> keys, Map<Reference, Instant> references) {
    private static final String KEYS = """
            select l.key_hash, l.topic, max(l.at) from cdc_erasure_log l where l.key_hash = any(?::bytea[]) group by 1, 2
            """;

    private static final String REFERENCES = """
            select value_hash, topic, column_name, max(at) from cdc_erasure_relation where value_hash = any(?::bytea[]) group by 1, 2, 3
            """;

    ErasedKeys {
        keys = Map.copyOf(keys);
        references = Map.copyOf(references);
    }

    static ErasedKeys of(Connection connection, List<NewEntry> entries) throws SQLException {
        return new ErasedKeys(
                keys(connection, Columns.of(entries, entry -> keyHash(entry.letter()), byte[][]::new)),
                references(
                        connection,
                        entries.stream()
                                .map(NewEntry::references)
                                .flatMap(Collection::stream)
                                .toList()));
    }

    boolean isEmpty() {
        return keys.isEmpty() && references.isEmpty();
    }

    /** Whether the record is older than the erasure of its key. */
    boolean hasKey(Letter letter) {
        byte[] hash = keyHash(letter);
        return hash != null && older(letter, keys.get(name(letter.at().topic(), hash)));
    }

    /** Whether the record is older than the erasure of a row that it names. */
    boolean hasReference(NewEntry entry) {
        return entry.references().stream().anyMatch(one -> older(entry.letter(), references.get(one)));
    }

    /** A record whose time is not told is taken for older. */
    private static boolean older(Letter letter, @Nullable Instant erased) {
        Instant time = letter.recordTime();
        return erased != null && (time == null || !time.isAfter(erased));
    }

    static byte @Nullable [] keyHash(Letter letter) {
        byte[] key = letter.key();
        return key == null ? null : Fingerprint.ofKey(key);
    }

    private static String name(String topic, byte[] hash) {
        return topic + " " + HexFormat.of().formatHex(hash);
    }

    private static Map<String, Instant> keys(Connection connection, @Nullable Object[] hashes) throws SQLException {
        Map<String, Instant> known = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(KEYS)) {
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

    private static Map<Reference, Instant> references(Connection connection, List<Reference> named)
            throws SQLException {
        Map<Reference, Instant> known = new HashMap<>();
        if (named.isEmpty()) {
            return known;
        }
        try (PreparedStatement statement = connection.prepareStatement(REFERENCES)) {
            new Columns(connection, statement)
                    .add("bytea", Columns.of(named, one -> HexFormat.of().parseHex(one.valueHash()), byte[][]::new));
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    known.put(
                            new Reference(
                                    found.getString(2),
                                    found.getString(3),
                                    HexFormat.of().formatHex(found.getBytes(1))),
                            found.getTimestamp(4).toInstant());
                }
            }
        }
        return known;
    }
}
