package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.Operation;
import dev.afterimage.cdc.event.Origin;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.position.PostgresPosition;
import dev.afterimage.cdc.position.SnapshotKind;
import org.jspecify.annotations.Nullable;

/**
 * One event of the simulated source: what is delivered of it, and the truth that only the source knows.
 *
 * @param number its own, for messages
 * @param table the topic
 * @param operation what happened
 * @param id the row's key; -1 for a truncate
 * @param position what the connector says of its place
 * @param rank its true place among all that was committed: commit after commit, and in order within each
 * @param committedAt milliseconds since 1970
 * @param row the row after it, every column; null for deletes and truncates
 * @param after what is delivered of the row, possibly without its body
 * @param before what is delivered of the row before, or null
 */
record SourceEvent(
        int number,
        String table,
        Operation operation,
        int id,
        PostgresPosition position,
        long rank,
        long committedAt,
        @Nullable SourceRow row,
        @Nullable RowImage after,
        @Nullable RowImage before) {
    static final String SOURCE = "shop";

    /** The event as a decoder gives it for a record of these coordinates. */
    ChangeEvent at(RecordCoordinates at, Mutation mutation) {
        Origin origin = new Origin(
                SOURCE,
                "postgresql",
                "db",
                "public",
                table,
                committedAt,
                mutation.position(position),
                position.snapshot() == SnapshotKind.NONE ? "7:" + position.event() : null,
                position.order());
        if (operation == Operation.TRUNCATE) {
            return new ChangeEvent.Truncate(at, origin);
        }
        RowImage key = SourceRow.key(id);
        return after == null
                ? new ChangeEvent.Delete(at, origin, key, before)
                : new ChangeEvent.Upsert(at, origin, operation, key, before, after);
    }

    @Override
    public String toString() {
        return "event " + number + " (" + operation + " " + table + " " + id + ", " + position + ", rank " + rank + ")";
    }
}
