package dev.afterimage.cdc.transaction;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A record of the transaction topic: a source transaction began or ended. Either may come late, twice, or before the other. Immutable. */
public sealed interface TransactionBoundary {
    /** Under this name logical messages are counted, whatever the connector calls them. */
    String MESSAGES = "LOGICAL_DECODING_MESSAGE";

    /** The transaction, as this record names it. */
    TransactionId id();

    /** When the source committed it, milliseconds since 1970. */
    long at();

    /** The transaction began. */
    record Begin(TransactionId id, long at) implements TransactionBoundary {}

    /**
     * The transaction ended.
     *
     * @param events how many events the connector emitted for it, those of collections that nobody reads included
     * @param counts the same by collection ({@code schema.table}), in the order delivered
     */
    record End(TransactionId id, long at, long events, Map<String, Long> counts) implements TransactionBoundary {
        public End {
            counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
        }
    }
}
