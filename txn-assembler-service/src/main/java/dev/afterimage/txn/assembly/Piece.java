package dev.afterimage.txn.assembly;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one record tells of a transaction. Immutable. */
public sealed interface Piece {
    /** Stands for a position, or a commit before it, that the source does not tell. */
    long UNKNOWN = -1;

    /** When the source committed the transaction, milliseconds since 1970. */
    long at();

    /** Where in the source's log the piece stands, or {@link #UNKNOWN}; comparable within one source. */
    long position();

    /**
     * An event of the transaction.
     *
     * @param order its place among all events of the transaction, from 1
     * @param previousCommit the commit of the transaction before this one, or {@link #UNKNOWN}
     * @param sourceCommit the commit position where the source tells it in each event, else {@link #UNKNOWN}
     * @param fingerprint tells it from any other event that claims the same order
     * @param record its coordinates, as {@code topic-partition@offset}
     * @param json the event as consumers get it; owned by the piece, not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes are passed through; nobody compares pieces
    record Row(
            long order,
            String collection,
            long position,
            long previousCommit,
            long sourceCommit,
            long at,
            long fingerprint,
            String record,
            byte[] json)
            implements Piece {
        public Row {
            if (order < 1) {
                throw new IllegalArgumentException("the order within a transaction begins with 1, not " + order);
            }
        }
    }

    /** The transaction began. */
    record Begin(long position, long at) implements Piece {}

    /**
     * The transaction ended.
     *
     * @param id the id as delivered, which on PostgreSQL holds the commit position
     * @param events how many events the connector emitted for it
     * @param counts the same by collection
     */
    record End(String id, long position, long at, long events, Map<String, Long> counts) implements Piece {
        public End {
            counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
        }
    }

    /**
     * An event of it could not be read and lies among the dead letters.
     *
     * @param collection where it belongs, as far as its topic tells; {@link #BOUNDARY} for a BEGIN or END
     * @param order its place among all events of the transaction, or {@link #UNKNOWN} where it cannot be told
     * @param record its coordinates, as {@code topic-partition@offset}
     * @param category why, a failure category by name
     */
    record Lost(String collection, long order, String record, String category, long at) implements Piece {
        /** Stands for the collection where the record was to tell that the transaction began or ended. */
        public static final String BOUNDARY = "";

        @Override
        public long position() {
            return UNKNOWN;
        }
    }
}
