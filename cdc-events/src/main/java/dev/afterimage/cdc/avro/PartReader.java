package dev.afterimage.cdc.avro;

import dev.afterimage.cdc.deadletter.EventFailure;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Reads one primitive as an object: {@link Long}, {@link Boolean}, {@link Double}, {@link String}, {@code byte[]} or null. */
@FunctionalInterface
interface PartReader {
    @Nullable
    Object read(AvroInput in) throws EventFailure;

    static PartReader of(Schema schema) throws EventFailure {
        NullBranch branch = NullBranch.of(schema);
        PartReader present = present(AvroSchemas.present(schema));
        return branch == NullBranch.NONE ? present : in -> branch.readNull(in) ? null : present.read(in);
    }

    private static PartReader present(Schema schema) throws EventFailure {
        return switch (schema.getType()) {
            case INT -> in -> (long) in.readInt();
            case LONG -> AvroInput::readLong;
            case FLOAT -> in -> (double) in.readFloat();
            case DOUBLE -> AvroInput::readDouble;
            case BOOLEAN -> AvroInput::readBoolean;
            case STRING ->
                in -> {
                    int length = in.length();
                    int from = in.position();
                    in.skip(length);
                    return new String(in.array(), from, length, StandardCharsets.UTF_8);
                };
            case BYTES ->
                in -> {
                    int length = in.length();
                    int from = in.position();
                    in.skip(length);
                    return Arrays.copyOfRange(in.array(), from, from + length);
                };
            case FIXED, ENUM, RECORD, ARRAY, MAP, UNION, NULL ->
                throw AvroSchemas.unsupported("a " + schema.getType().getName() + " where a plain value is expected");
        };
    }
}
