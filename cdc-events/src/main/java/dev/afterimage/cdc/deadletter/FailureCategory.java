package dev.afterimage.cdc.deadletter;

/** Every way in which an event can fail; decides hold, park or stop, and is the metric tag and the {@code dlq.error.category} header. */
public enum FailureCategory {
    /** The bytes are no event in the expected wire form. */
    MALFORMED(Disposition.PARK),
    /** The record has no key, and no id columns are configured for its table. */
    KEY_MISSING(Disposition.PARK),
    /** The registry answers that it does not know the schema id. */
    SCHEMA_UNKNOWN(Disposition.PARK),
    /** The registry does not answer and the schema id has not been seen before. */
    SCHEMA_UNAVAILABLE(Disposition.PARK),
    /** A value of a type that has no exact JSON here. */
    VALUE_UNSUPPORTED(Disposition.PARK),
    /** The index's mapping refuses the document. */
    MAPPING_REJECTED(Disposition.PARK),
    /** The document is larger than the sink takes. */
    TOO_LARGE(Disposition.PARK),
    /** Columns are unavailable and nothing is stored to complete them from. */
    IMAGE_INCOMPLETE(Disposition.PARK),
    /** A partial image whose key has parked events before it. */
    BEHIND_PARKED(Disposition.PARK),
    /** The document under this id belongs to another source. */
    FOREIGN_SOURCE(Disposition.PARK),
    /** Nothing can tell whether the event is newer than what is stored. */
    POSITION_AMBIGUOUS(Disposition.PARK),
    /** A redriven event is older than the delete memory: its key must be read anew from the source. */
    BEYOND_DELETE_MEMORY(Disposition.PARK),
    /** A truncate of a table for which truncates are not allowed. */
    TRUNCATE_REFUSED(Disposition.PARK),
    /** A transaction did not become whole in time; its report is the dead letter. */
    TRANSACTION_INCOMPLETE(Disposition.PARK),
    /** Anything that this service did not expect of a single record. */
    UNEXPECTED(Disposition.PARK),

    /** The sink does not answer or answers 5xx. */
    SINK_UNAVAILABLE(Disposition.HOLD),
    /** The sink asks for less: 429 or a circuit breaker. */
    SINK_THROTTLED(Disposition.HOLD),
    /** The sink refuses our credentials. */
    SINK_REFUSED(Disposition.HOLD),
    /** The index is missing, closed or read-only. */
    INDEX_UNAVAILABLE(Disposition.HOLD),
    /** Dead letters cannot be written, so nothing may be parked. */
    PARKING_UNAVAILABLE(Disposition.HOLD),
    /** So many records of a partition were to be parked that something larger must be wrong. */
    PARKING_FLOOD(Disposition.HOLD),

    /** The connector's settings make exact values or order impossible; the message names the setting. */
    CONNECTOR_SETTING(Disposition.STOP),
    /** The source's position fell back without a new epoch. */
    POSITION_FELL(Disposition.STOP),
    /** The topic no longer has the records that were to be read next. */
    RECORDS_LOST(Disposition.STOP),
    /** A position does not fit the version. */
    VERSION_OVERFLOW(Disposition.STOP);

    private final Disposition disposition;

    FailureCategory(Disposition disposition) {
        this.disposition = disposition;
    }

    public Disposition disposition() {
        return disposition;
    }
}
