package dev.afterimage.cdc.avro;

import dev.afterimage.cdc.deadletter.EventFailure;
import org.apache.avro.Schema;

/** Passes over a value that nobody asks for, whatever its type. */
@FunctionalInterface
interface Skipper {
    void skip(AvroInput in) throws EventFailure;

    /** The skipper of a schema; one that holds itself is refused as {@link AvroSchemas#connect} refuses it. */
    static Skipper of(Schema schema) throws EventFailure {
        return of(schema, 0);
    }

    private static Skipper of(Schema schema, int depth) throws EventFailure {
        if (depth > 32) {
            throw AvroSchemas.unsupported("a type that holds itself");
        }
        return switch (schema.getType()) {
            case NULL -> in -> {};
            case BOOLEAN -> AvroInput::readBoolean;
            case INT, LONG, ENUM -> AvroInput::readLong;
            case FLOAT -> in -> in.skip(Float.BYTES);
            case DOUBLE -> in -> in.skip(Double.BYTES);
            case STRING, BYTES -> in -> in.skip(in.length());
            case FIXED -> {
                int size = schema.getFixedSize();
                yield in -> in.skip(size);
            }
            case RECORD -> record(schema, depth);
            case ARRAY -> blocks(of(schema.getElementType(), depth + 1));
            case MAP -> {
                Skipper value = of(schema.getValueType(), depth + 1);
                yield blocks(in -> {
                    in.skip(in.length());
                    value.skip(in);
                });
            }
            case UNION -> union(schema, depth);
        };
    }

    private static Skipper record(Schema schema, int depth) throws EventFailure {
        Skipper[] fields = new Skipper[schema.getFields().size()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = of(schema.getFields().get(i).schema(), depth + 1);
        }
        return in -> {
            for (Skipper field : fields) {
                field.skip(in);
            }
        };
    }

    private static Skipper union(Schema schema, int depth) throws EventFailure {
        Skipper[] branches = new Skipper[schema.getTypes().size()];
        for (int i = 0; i < branches.length; i++) {
            branches[i] = of(schema.getTypes().get(i), depth + 1);
        }
        return in -> {
            long branch = in.readLong();
            if (branch < 0 || branch >= branches.length) {
                throw AvroInput.malformed("a union has no branch " + branch);
            }
            branches[(int) branch].skip(in);
        };
    }

    private static Skipper blocks(Skipper element) {
        return in -> {
            for (int count = in.block(); count > 0; count = in.block()) {
                for (int i = 0; i < count; i++) {
                    element.skip(in);
                }
            }
        };
    }
}
