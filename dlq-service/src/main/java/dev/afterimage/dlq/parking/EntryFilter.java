package dev.afterimage.dlq.parking;

import dev.afterimage.dlq.letter.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are meant; what is null does not matter. Pure.
 *
 * @param state {@code open} for all that are not resolved, or a state's name
 * @param topic where the record failed
 * @param group who failed
 * @param category a failure category, or {@code UNCLASSIFIED}
 * @param fingerprint of the cause
 * @param keyHash of the record's key, hexadecimal: a key may be personal, and filters are kept with releases
 * @param from earliest failure
 * @param to latest failure, exclusive
 */
public record EntryFilter(
        @Nullable String state,
        @Nullable String topic,
        @Nullable String group,
        @Nullable String category,
        @Nullable String fingerprint,
        @Nullable String keyHash,
        @Nullable Instant from,
        @Nullable Instant to) {
    /** All that is not resolved. */
    public static final String OPEN = "open";

    /** Everything. */
    public static final EntryFilter ALL = new EntryFilter(null, null, null, null, null, null, null, null);

    public EntryFilter {
        if (state != null && !state.equals(OPEN) && EntryState.find(state).isEmpty()) {
            throw new IllegalArgumentException("state is open, waiting, behind, schema, attention, sent or resolved");
        }
        if (fingerprint != null) {
            Fingerprint.parse(fingerprint);
        }
        if (keyHash != null) {
            HexFormat.of().parseHex(keyHash);
        }
    }

    /** The hash of a key that is given as text; null for null. */
    public static @Nullable String keyHash(@Nullable String key) {
        return key == null ? null : HexFormat.of().formatHex(Fingerprint.ofKey(key.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether it means everything that is open, which is seldom what somebody wants to send again. */
    public boolean unbounded() {
        return topic == null && group == null && category == null && fingerprint == null && keyHash == null;
    }

    /** What matters, by name, in text. */
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        putText(map, "state", state);
        putText(map, "topic", topic);
        putText(map, "group", group);
        putText(map, "category", category);
        putText(map, "fingerprint", fingerprint);
        putText(map, "keyHash", keyHash);
        putText(map, "from", from);
        putText(map, "to", to);
        return map;
    }

    /** Reads what {@link #toMap} tells. */
    public static EntryFilter ofMap(Map<String, String> map) {
        String from = map.get("from");
        String to = map.get("to");
        return new EntryFilter(
                map.get("state"),
                map.get("topic"),
                map.get("group"),
                map.get("category"),
                map.get("fingerprint"),
                map.get("keyHash"),
                from == null ? null : Instant.parse(from),
                to == null ? null : Instant.parse(to));
    }

    private static void putText(Map<String, String> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value.toString());
        }
    }

    /** Conditions in SQL, each with the name of its parameter. */
    String sql() {
        StringBuilder sql = new StringBuilder("true");
        if (OPEN.equals(state)) {
            sql.append(" and resolved_at is null");
        } else if (state != null) {
            sql.append(" and state = :state");
        }
        when(sql, topic, "topic = :topic");
        when(sql, group, "consumer_group = :group");
        when(sql, category, "category = :category");
        when(sql, fingerprint, "fingerprint = :fingerprint");
        when(sql, keyHash, "key_hash = :keyHash");
        when(sql, from, "failed_at >= :from");
        when(sql, to, "failed_at < :to");
        return sql.toString();
    }

    /** The values of the parameters in {@link #sql}. */
    Map<String, Object> parameters() {
        Map<String, Object> values = new LinkedHashMap<>();
        put(values, "state", OPEN.equals(state) ? null : state);
        put(values, "topic", topic);
        put(values, "group", group);
        put(values, "category", category);
        put(values, "fingerprint", fingerprint == null ? null : Fingerprint.parse(fingerprint));
        put(values, "keyHash", keyHash == null ? null : HexFormat.of().parseHex(keyHash));
        put(values, "from", from);
        put(values, "to", to);
        return values;
    }

    private static void when(StringBuilder sql, @Nullable Object value, String condition) {
        if (value != null) {
            sql.append(" and ").append(condition);
        }
    }

    private static void put(Map<String, Object> values, String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value);
        }
    }
}
