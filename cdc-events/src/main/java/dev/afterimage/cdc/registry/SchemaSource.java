package dev.afterimage.cdc.registry;

import dev.afterimage.cdc.deadletter.EventFailure;

/** Gives the schema under an id; what a decoder knows of a registry. */
@FunctionalInterface
public interface SchemaSource {
    /**
     * The schema's text.
     *
     * @throws EventFailure SCHEMA_UNKNOWN if there is none, SCHEMA_UNAVAILABLE if it cannot be found out now
     */
    String schema(int id) throws EventFailure;
}
