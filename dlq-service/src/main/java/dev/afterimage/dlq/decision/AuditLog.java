package dev.afterimage.dlq.decision;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Who did what, when, to which entries: written in the transaction of the deed itself, never changed. */
public final class AuditLog {
    /** The name of what this service does by itself. */
    static final String SYSTEM = "system";

    /** A line of the log. */
    public record Line(
            Instant at,
            String who,
            String action,
            @Nullable Long entryId,
            long entries,
            @Nullable String detail) {}

    private AuditLog() {}

    static void write(
            Handle handle, String who, String action, @Nullable Long entryId, long entries, @Nullable String detail) {
        handle.createUpdate(
                        "insert into cdc_dead_letter_audit (who, action, entry_id, entries, detail) values (?, ?, ?, ?, ?)")
                .bind(0, who)
                .bind(1, action)
                .bind(2, entryId)
                .bind(3, entries)
                .bind(4, detail)
                .execute();
    }

    /** The newest lines. */
    static List<Line> newest(Handle handle, int limit) {
        return handle.createQuery(
                        "select at, who, action, entry_id, entries, detail from cdc_dead_letter_audit order by id desc limit ?")
                .bind(0, limit)
                .map((row, context) -> {
                    long entry = row.getLong(4);
                    Long entryId = row.wasNull() ? null : entry;
                    return new Line(
                            row.getTimestamp(1).toInstant(),
                            row.getString(2),
                            row.getString(3),
                            entryId,
                            row.getLong(5),
                            row.getString(6));
                })
                .list();
    }
}
