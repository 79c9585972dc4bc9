package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.Operation;
import dev.afterimage.cdc.event.Origin;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.cdc.event.RowImage;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Makes the change event out of what was read of a record. */
final class EventAssembly {
    static final String FIELDS_SETTING = "set add.fields=op,source.name,source.connector,source.db,source.schema,"
            + "source.table,source.ts_ms,source.snapshot,source.sequence,transaction.id,transaction.total_order"
            + " in ExtractNewRecordState, or do without it";
    static final String DELETES_SETTING =
            "flattened records tell deletes only by tombstones, which have no position: set"
                    + " delete.tombstone.handling.mode=rewrite-with-tombstone in ExtractNewRecordState, or do without it";

    private final Key key;

    /** What was read of an envelope, in whatever wire form it came. */
    interface Enveloped {
        @Nullable
        RowImage before();

        @Nullable
        RowImage after();

        @Nullable
        Operation operation();

        String messagePrefix();

        /** Whether rows came as texts that hold JSON documents, as MongoDB's do. */
        boolean documents();
    }

    /** What was read of a flattened record beside its row. */
    interface Flattened {
        /** What {@code __op} says, or null. */
        @Nullable
        Operation operation();

        /** Whether {@code __deleted} was there. */
        boolean deletedTold();

        boolean deleted();
    }

    /** Reads the record's key; asked only for events about a row. */
    @FunctionalInterface
    interface Key {
        @Nullable
        RowImage read() throws EventFailure;
    }

    EventAssembly(Key key) {
        this.key = key;
    }

    ChangeEvent enveloped(RecordCoordinates at, Enveloped envelope, SourceFields source) throws EventFailure {
        Operation operation = envelope.operation();
        if (operation == null) {
            throw new EventFailure(FailureCategory.MALFORMED, "op is null");
        }
        Origin origin = source.origin(operation);
        boolean mongo = origin.connector().equals("mongodb");
        if (envelope.documents() && !mongo) {
            throw new EventFailure(FailureCategory.MALFORMED, "a row that is a text");
        }
        RowImage after = envelope.after();
        return switch (operation) {
            case CREATE, UPDATE, READ -> {
                if (after == null) {
                    throw mongo
                            ? new EventFailure(
                                    FailureCategory.IMAGE_INCOMPLETE,
                                    "an update without the document: set capture.mode=change_streams_update_full"
                                            + " in the connector")
                            : new EventFailure(FailureCategory.MALFORMED, "after is null");
                }
                yield new ChangeEvent.Upsert(at, origin, operation, key.read(), envelope.before(), after);
            }
            case DELETE -> {
                if (after != null) {
                    throw new EventFailure(FailureCategory.MALFORMED, "after is not null in a delete");
                }
                yield new ChangeEvent.Delete(at, origin, key.read(), envelope.before());
            }
            case TRUNCATE -> new ChangeEvent.Truncate(at, origin);
            case MESSAGE -> new ChangeEvent.Message(at, origin, envelope.messagePrefix());
        };
    }

    ChangeEvent flattened(
            RecordCoordinates at, Flattened flattened, FlatLayout layout, RowImage row, SourceFields source)
            throws EventFailure {
        demand(layout, flattened);
        Operation operation = flattened.operation();
        if (operation == null) {
            throw new EventFailure(FailureCategory.MALFORMED, "__op is null");
        }
        Origin origin = source.origin(operation);
        if (flattened.deleted() || operation == Operation.DELETE) {
            return new ChangeEvent.Delete(at, origin, key.read(), row);
        }
        return switch (operation) {
            case CREATE, UPDATE, READ -> new ChangeEvent.Upsert(at, origin, operation, key.read(), null, row);
            case DELETE, TRUNCATE, MESSAGE ->
                throw new EventFailure(FailureCategory.MALFORMED, "__op is none of c, u, r, d");
        };
    }

    /** The failure of a row without metadata, which stops the source if Debezium made it; anything else is no event. */
    static EventFailure bare(ConsumerRecord<byte[], byte[]> record) {
        if (record.headers().lastHeader("__debezium.context.connectorName") != null) {
            return new EventFailure(FailureCategory.CONNECTOR_SETTING, FIELDS_SETTING);
        }
        return new EventFailure(
                FailureCategory.MALFORMED,
                "the record is no change event of Debezium; if it is a flattened one: " + FIELDS_SETTING);
    }

    private static void demand(FlatLayout layout, Flattened flattened) throws EventFailure {
        List<String> missing = layout.missing();
        if (!missing.isEmpty()) {
            throw new EventFailure(
                    FailureCategory.CONNECTOR_SETTING,
                    "flattened records lack " + String.join(", ", missing) + ": " + FIELDS_SETTING);
        }
        if (!flattened.deletedTold()) {
            throw new EventFailure(FailureCategory.CONNECTOR_SETTING, DELETES_SETTING);
        }
    }
}
