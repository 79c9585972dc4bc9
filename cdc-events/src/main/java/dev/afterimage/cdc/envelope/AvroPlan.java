package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.avro.AvroField;
import dev.afterimage.cdc.deadletter.FailureCategory;

/** What records with one registered schema are, and how they are read; compiled once a schema. */
sealed interface AvroPlan {
    /** A change event in Debezium's envelope. */
    record Enveloped(AvroSteps envelope) implements AvroPlan {}

    /** A row with the metadata beside its columns. */
    record Flattened(FlatLayout layout, AvroSteps row) implements AvroPlan {}

    /** A bare row, which is no event. */
    record Bare() implements AvroPlan {}

    /** A well-formed record that says nothing of a row. */
    record Other(String what, AvroField all) implements AvroPlan {}

    /** A schema that cannot be read: told again for each record without looking at the schema again. */
    record Refused(FailureCategory category, String message) implements AvroPlan {}
}
