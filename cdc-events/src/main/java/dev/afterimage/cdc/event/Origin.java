package dev.afterimage.cdc.event;

import dev.afterimage.cdc.position.SourcePosition;
import org.jspecify.annotations.Nullable;

/**
 * Which source an event comes from and where it stands there.
 *
 * @param source the connector's logical name ({@code source.name}), the domain within which positions compare
 * @param connector {@code postgresql}, {@code mysql}, {@code mariadb} or {@code mongodb}
 * @param database the database's name, empty where the source has none
 * @param schema the schema's name, empty where the source has none
 * @param table the table or collection; empty for a message
 * @param committedAt when the source committed (for snapshot rows: read) it, milliseconds since 1970
 * @param position where in the log
 * @param transaction {@code transaction.id} as delivered, or null outside transactions
 * @param totalOrder {@code transaction.total_order}, the event's place among all of its transaction; 0 outside transactions
 */
public record Origin(
        String source,
        String connector,
        String database,
        String schema,
        String table,
        long committedAt,
        SourcePosition position,
        @Nullable String transaction,
        long totalOrder) {
    /** The table with what topics and END records name before it: its schema, or its database where the source has no schemas. */
    public String collection() {
        return (schema.isEmpty() ? database : schema) + "." + table;
    }
}
