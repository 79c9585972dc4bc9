package dev.afterimage.cdc.avro;

import dev.afterimage.cdc.deadletter.EventFailure;
import org.apache.avro.Schema;

/** Which branch of a union is null: what of a nullable field must be read first. */
enum NullBranch {
    /** No union: the value follows at once. */
    NONE,
    /** {@code [null, T]}. */
    FIRST,
    /** {@code [T, null]}. */
    SECOND,
    /** {@code [T]}: a union that is never null. */
    NEVER;

    /** Of a schema that {@link AvroSchemas#present} accepts. */
    static NullBranch of(Schema schema) {
        if (!schema.isUnion()) {
            return NONE;
        }
        if (schema.getTypes().size() == 1) {
            return NEVER;
        }
        return schema.getTypes().getFirst().getType() == Schema.Type.NULL ? FIRST : SECOND;
    }

    /** Reads the branch's number, if there is one, and tells whether the value is null. */
    boolean readNull(AvroInput in) throws EventFailure {
        if (this == NONE) {
            return false;
        }
        long branch = in.readLong();
        if (branch == 0) {
            return this == FIRST;
        }
        if (branch == 1 && this != NEVER) {
            return this == SECOND;
        }
        throw AvroInput.malformed("a union has no branch " + branch);
    }
}
