package dev.afterimage.cdc.avro;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.type.JsonBytes;

/** Reads one value of a known Avro type and writes its exact JSON. Immutable. */
@FunctionalInterface
interface ValueReader {
    void read(AvroInput in, JsonBytes out) throws EventFailure;
}
