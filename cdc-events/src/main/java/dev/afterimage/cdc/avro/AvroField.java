package dev.afterimage.cdc.avro;

import dev.afterimage.cdc.deadletter.EventFailure;
import java.util.List;
import org.apache.avro.Schema;

/** The compiled reader of one plain field that is wanted by a code, such as a source's name. Immutable, made once a schema. */
@FunctionalInterface
public interface AvroField {
    /** Reads the field off the input; a null is not mentioned to the sink. */
    void read(AvroInput in, Sink sink) throws EventFailure;

    /** Takes what was read. */
    interface Sink {
        void text(int code, byte[] utf8, int from, int to) throws EventFailure;

        void number(int code, long value) throws EventFailure;

        void bool(int code, boolean value) throws EventFailure;
    }

    /** Compiles the reader; a field of another type than text, integer or boolean is passed over. */
    static AvroField of(Schema schema, int code) throws EventFailure {
        NullBranch nulls = NullBranch.of(schema);
        AvroField present = present(AvroSchemas.present(schema), code);
        return nulls == NullBranch.NONE
                ? present
                : (in, sink) -> {
                    if (!nulls.readNull(in)) {
                        present.read(in, sink);
                    }
                };
    }

    /** The reader of a field that nobody asks for. */
    static AvroField skipped(Schema schema) throws EventFailure {
        Skipper skipper = Skipper.of(schema);
        return (in, _) -> skipper.skip(in);
    }

    /** The reader of a field of which only is wanted whether it is there, told as a boolean. */
    static AvroField presence(Schema schema, int code) throws EventFailure {
        NullBranch nulls = NullBranch.of(schema);
        Skipper present = Skipper.of(AvroSchemas.present(schema));
        return (in, sink) -> {
            boolean there = !nulls.readNull(in);
            if (there) {
                present.skip(in);
            }
            sink.bool(code, there);
        };
    }

    private static AvroField present(Schema schema, int code) throws EventFailure {
        return switch (schema.getType()) {
            case STRING ->
                (in, sink) -> {
                    int length = in.length();
                    int from = in.position();
                    in.skip(length);
                    sink.text(code, in.array(), from, from + length);
                };
            case ENUM -> enumeration(schema.getEnumSymbols(), code);
            case INT, LONG -> (in, sink) -> sink.number(code, in.readLong());
            case BOOLEAN -> (in, sink) -> sink.bool(code, in.readBoolean());
            case FLOAT, DOUBLE, BYTES, FIXED, RECORD, ARRAY, MAP, UNION, NULL -> skipped(schema);
        };
    }

    private static AvroField enumeration(List<String> symbols, int code) {
        byte[][] texts = ScalarReaders.utf8(symbols);
        return (in, sink) -> {
            byte[] text = ScalarReaders.symbol(texts, in);
            sink.text(code, text, 0, text.length);
        };
    }
}
