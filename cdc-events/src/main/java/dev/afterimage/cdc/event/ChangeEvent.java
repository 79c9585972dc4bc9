package dev.afterimage.cdc.event;

import org.jspecify.annotations.Nullable;

/** One change of a source, decoded: exactly one of an upsert, a delete, a truncate, a message or a tombstone. Immutable. */
public sealed interface ChangeEvent {
    /** Where the record stood in Kafka, the original place for a redriven one. */
    RecordCoordinates at();

    /** An event about one row. */
    sealed interface RowChange extends ChangeEvent {
        Origin origin();

        /** The columns of the record's key, or null for a table without a key. */
        @Nullable
        RowImage key();

        /** The row before the change, as far as the source's replica identity lets it be known. */
        @Nullable
        RowImage before();

        Operation operation();
    }

    /** The row now looks like {@code after}: a create, an update or a row read by a snapshot. */
    record Upsert(
            RecordCoordinates at,
            Origin origin,
            Operation operation,
            @Nullable RowImage key,
            @Nullable RowImage before,
            RowImage after)
            implements RowChange {}

    /** The row is gone. {@code before} holds only the key's columns for certain (FACTS §3.1). */
    record Delete(
            RecordCoordinates at,
            Origin origin,
            @Nullable RowImage key,
            @Nullable RowImage before) implements RowChange {
        @Override
        public Operation operation() {
            return Operation.DELETE;
        }
    }

    /** All rows of the table are gone that were committed before it. */
    record Truncate(RecordCoordinates at, Origin origin) implements ChangeEvent {}

    /** A logical decoding message; no row is concerned. */
    record Message(RecordCoordinates at, Origin origin, String prefix) implements ChangeEvent {}

    /** A null value, which Debezium sends after a delete for log compaction; it says nothing that the delete has not said. */
    record Tombstone(RecordCoordinates at) implements ChangeEvent {}

    /** A record that is well formed and no change of a row: a heartbeat, a schema change, a transaction boundary. */
    record Irrelevant(RecordCoordinates at, String what) implements ChangeEvent {}
}
