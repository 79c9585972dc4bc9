package dev.afterimage.cdc.registry;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;

/** Gives the schema under an id; what a decoder knows of a registry. */
@FunctionalInterface
public interface SchemaSource {
    /** Where no registry is configured. */
    SchemaSource NONE = id -> {
        throw new EventFailure(
                FailureCategory.SCHEMA_UNAVAILABLE,
                "the record is Avro of schema " + Integer.toUnsignedString(id)
                        + ", and no schema registry is configured");
    };

    /**
     * The schema's text.
     *
     * @throws EventFailure SCHEMA_UNKNOWN if there is none, SCHEMA_UNAVAILABLE if it cannot be found out now
     */
    String schema(int id) throws EventFailure;
}
