package dev.afterimage.txn.topology;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.envelope.EventDecoder;
import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.Operation;
import dev.afterimage.cdc.event.Origin;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.position.MySqlPosition;
import dev.afterimage.cdc.position.PostgresPosition;
import dev.afterimage.cdc.position.SnapshotKind;
import dev.afterimage.cdc.position.VersionOverflowException;
import dev.afterimage.cdc.transaction.TransactionBoundary;
import dev.afterimage.cdc.transaction.TransactionDecoder;
import dev.afterimage.cdc.transaction.TransactionId;
import dev.afterimage.txn.assembly.Piece;
import dev.afterimage.txn.assembly.TransactionKey;
import dev.afterimage.txn.output.EventJson;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads a record into the piece of the transaction that it is. Used by one thread at a time. */
final class Reader {
    private static final long FNV_START = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final Sources sources;
    private final EventDecoder events;
    private final TransactionDecoder boundaries;
    private final EventJson json;

    /** A piece and the transaction that it is of. */
    record Placed(TransactionKey key, Piece piece) {}

    Reader(Sources sources, EventDecoder events, TransactionDecoder boundaries, boolean fullBefore) {
        this.sources = sources;
        this.events = events;
        this.boundaries = boundaries;
        this.json = new EventJson(fullBefore);
    }

    /** The piece, or null if the record is of no transaction. */
    @Nullable
    Placed read(ConsumerRecord<byte[], byte[]> record, RecordCoordinates at) throws EventFailure {
        if (sources.isBoundary(at.topic())) {
            return record.value() == null ? null : boundary(record.value(), at.topic());
        }
        Placed placed = event(record, at);
        boolean counted =
                placed != null && placed.piece() instanceof Piece.Row row && sources.consumed(row.collection());
        return counted ? placed : null;
    }

    private @Nullable Placed event(ConsumerRecord<byte[], byte[]> record, RecordCoordinates at) throws EventFailure {
        ChangeEvent event = events.decode(record, at);
        Origin origin = origin(event);
        if (origin == null) {
            return null;
        }
        if (origin.transaction() == null) {
            requireOutside(origin, event);
            return null;
        }
        String collection = origin.collection();
        return switch (event) {
            case ChangeEvent.Upsert upsert ->
                row(origin, upsert.operation(), at, collection, upsert.key(), json.upsert(upsert, collection));
            case ChangeEvent.Delete delete ->
                row(origin, Operation.DELETE, at, collection, delete.key(), json.delete(delete, collection));
            case ChangeEvent.Truncate truncate ->
                row(
                        origin,
                        Operation.TRUNCATE,
                        at,
                        collection,
                        null,
                        json.bare(Operation.TRUNCATE, origin, at, collection));
            case ChangeEvent.Message message ->
                row(
                        origin,
                        Operation.MESSAGE,
                        at,
                        TransactionBoundary.MESSAGES,
                        null,
                        json.message(message, TransactionBoundary.MESSAGES));
            case ChangeEvent.Tombstone _, ChangeEvent.Irrelevant _ -> null;
        };
    }

    private static @Nullable Origin origin(ChangeEvent event) {
        return switch (event) {
            case ChangeEvent.Upsert upsert -> upsert.origin();
            case ChangeEvent.Delete delete -> delete.origin();
            case ChangeEvent.Truncate truncate -> truncate.origin();
            case ChangeEvent.Message message -> message.origin();
            case ChangeEvent.Tombstone _, ChangeEvent.Irrelevant _ -> null;
        };
    }

    /** Snapshot rows, messages, MongoDB's single writes and MySQL's truncates are of no transaction; a streamed row of a binlog always is. */
    private static void requireOutside(Origin origin, ChangeEvent event) throws EventFailure {
        boolean binlogRow = event instanceof ChangeEvent.RowChange && origin.position() instanceof MySqlPosition;
        if (binlogRow && origin.position().snapshot() == SnapshotKind.NONE) {
            throw new EventFailure(
                    FailureCategory.CONNECTOR_SETTING,
                    "the event names no transaction: set provide.transaction.metadata=true in the connector");
        }
    }

    private Placed boundary(byte[] value, String topic) throws EventFailure {
        TransactionBoundary boundary = boundaries.decode(value);
        TransactionId id = boundary.id();
        Piece piece =
                switch (boundary) {
                    case TransactionBoundary.Begin begin -> new Piece.Begin(id.position(), begin.at());
                    case TransactionBoundary.End end ->
                        new Piece.End(id.delivered(), id.position(), end.at(), end.events(), end.counts());
                };
        return new Placed(key(sources.source(topic), id), piece);
    }

    private static Placed row(
            Origin origin,
            Operation operation,
            RecordCoordinates at,
            String collection,
            @Nullable RowImage key,
            byte[] event)
            throws EventFailure {
        TransactionId id = new TransactionId(Objects.requireNonNull(origin.transaction()));
        if (origin.totalOrder() < 1) {
            throw new EventFailure(
                    FailureCategory.CONNECTOR_SETTING,
                    "the event has no transaction.total_order: set provide.transaction.metadata=true in the connector");
        }
        boolean postgres = origin.position() instanceof PostgresPosition;
        long previous = origin.position() instanceof PostgresPosition place ? place.lastCommit() : Piece.UNKNOWN;
        return new Placed(
                key(origin.source(), id),
                new Piece.Row(
                        origin.totalOrder(),
                        collection,
                        id.position(),
                        previous,
                        postgres ? Piece.UNKNOWN : commit(origin),
                        origin.committedAt(),
                        fingerprint(operation, collection, origin.position().event(), key),
                        at.toString(),
                        event));
    }

    /** Where it tells the commit; one too high for a version has no place in the order of commits. */
    private static long commit(Origin origin) {
        try {
            return origin.position().commit();
        } catch (VersionOverflowException tooHigh) {
            return Piece.UNKNOWN;
        }
    }

    private static TransactionKey key(String source, TransactionId id) throws EventFailure {
        try {
            return TransactionKey.of(source, id);
        } catch (IllegalArgumentException e) {
            throw new EventFailure(FailureCategory.MALFORMED, "the transaction's id or source is none", e);
        }
    }

    private static long fingerprint(Operation operation, String collection, long position, @Nullable RowImage key) {
        long hash = (FNV_START ^ operation.code()) * FNV_PRIME;
        hash = (hash ^ collection.hashCode()) * FNV_PRIME;
        hash = (hash ^ position) * FNV_PRIME;
        for (byte b : EventJson.key(key)) {
            hash = (hash ^ b & 0xff) * FNV_PRIME;
        }
        return hash;
    }
}
