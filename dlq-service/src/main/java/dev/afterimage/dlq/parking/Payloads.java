package dev.afterimage.dlq.parking;

import dev.afterimage.dlq.letter.HeaderBytes;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Reads the bytes of entries. Thread-safe. */
public final class Payloads {
    private static final String CURRENT = """
            select p.entry_id, p.raw_key, coalesce(e.raw_value, p.raw_value), p.headers
            from cdc_dead_letter_payload p
            left join lateral (select raw_value from cdc_dead_letter_edit e where e.entry_id = p.entry_id order by e.id desc limit 1) e on true
            where p.entry_id = any(?)
            """;

    private final Database database;

    public Payloads(Database database) {
        this.database = database;
    }

    /** The bytes as they would be sent now; nothing for an entry whose data was forgotten. */
    public Map<Long, Payload> current(Collection<Long> ids) {
        return database.jdbi().withHandle(handle -> {
            Map<Long, Payload> found = new HashMap<>();
            handle.createQuery(CURRENT)
                    .bind(0, ids.toArray(Long[]::new))
                    .map((row, context) -> Map.entry(
                            row.getLong(1),
                            new Payload(row.getBytes(2), row.getBytes(3), HeaderBytes.read(row.getBytes(4)))))
                    .forEach(one -> found.put(one.getKey(), one.getValue()));
            return found;
        });
    }
}
