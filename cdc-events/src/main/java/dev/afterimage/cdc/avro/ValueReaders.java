package dev.afterimage.cdc.avro;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.type.AssembledWriter;
import dev.afterimage.cdc.type.JsonBytes;
import dev.afterimage.cdc.type.ListWriter;
import dev.afterimage.cdc.type.MapWriter;
import dev.afterimage.cdc.type.ScalarWriter;
import dev.afterimage.cdc.type.StructWriter;
import dev.afterimage.cdc.type.ValueWriter;
import org.apache.avro.Schema;

/** Compiles the reader of an Avro schema for a column's writer. */
final class ValueReaders {
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private ValueReaders() {}

    /** The reader of a value inside another, which may be null. */
    static ValueReader nullable(Schema schema, ValueWriter writer) throws EventFailure {
        NullBranch branch = NullBranch.of(schema);
        ValueReader reader = present(AvroSchemas.present(schema), writer);
        if (branch == NullBranch.NONE) {
            return reader;
        }
        return (in, out) -> {
            if (branch.readNull(in)) {
                out.put(NULL, 0, NULL.length);
            } else {
                reader.read(in, out);
            }
        };
    }

    /** The reader of a value that is there; the schema is no union. */
    static ValueReader present(Schema schema, ValueWriter writer) throws EventFailure {
        return switch (writer) {
            case ScalarWriter scalar -> ScalarReaders.of(schema, scalar);
            case ListWriter list -> list(nullable(schema.getElementType(), list.element()));
            case MapWriter map when map.pairs() -> pairs(schema, map);
            case MapWriter map -> map(nullable(schema.getValueType(), map.value()));
            case StructWriter struct -> struct(schema, struct);
            case AssembledWriter assembled -> assembled(schema, assembled);
        };
    }

    private static ValueReader list(ValueReader element) {
        return (in, out) -> {
            int before = '[';
            for (int count = in.block(); count > 0; count = in.block()) {
                for (int i = 0; i < count; i++) {
                    out.put(before);
                    before = ',';
                    element.read(in, out);
                }
            }
            end(out, before, '[', ']');
        };
    }

    private static ValueReader map(ValueReader value) {
        return (in, out) -> {
            int before = '{';
            for (int count = in.block(); count > 0; count = in.block()) {
                for (int i = 0; i < count; i++) {
                    out.put(before);
                    before = ',';
                    int length = in.length();
                    int from = in.position();
                    in.skip(length);
                    out.text(in.array(), from, from + length);
                    out.put(':');
                    value.read(in, out);
                }
            }
            end(out, before, '{', '}');
        };
    }

    /** Avro has maps of texts only; others come as arrays of records of a key and a value. */
    private static ValueReader pairs(Schema schema, MapWriter map) throws EventFailure {
        Schema entry = AvroSchemas.present(schema.getElementType());
        ValueReader key = nullable(entry.getField("key").schema(), map.key());
        ValueReader value = nullable(entry.getField("value").schema(), map.value());
        boolean keyFirst = entry.getField("key").pos() == 0;
        if (!keyFirst) {
            throw AvroSchemas.unsupported("map entries whose value comes before the key");
        }
        return list((in, out) -> {
            out.put('[');
            key.read(in, out);
            out.put(',');
            value.read(in, out);
            out.put(']');
        });
    }

    private static ValueReader struct(Schema schema, StructWriter struct) throws EventFailure {
        int size = schema.getFields().size();
        byte[][] prefixes = new byte[size][];
        ValueReader[] members = new ValueReader[size];
        for (int i = 0; i < size; i++) {
            StructWriter.Member member = struct.members().get(i);
            prefixes[i] = member.prefix();
            members[i] = nullable(schema.getFields().get(i).schema(), member.writer());
        }
        return (in, out) -> {
            int before = '{';
            for (int i = 0; i < members.length; i++) {
                out.put(before);
                before = ',';
                out.put(prefixes[i], 0, prefixes[i].length);
                members[i].read(in, out);
            }
            end(out, before, '{', '}');
        };
    }

    private static ValueReader assembled(Schema schema, AssembledWriter writer) throws EventFailure {
        PartReader[] parts = new PartReader[schema.getFields().size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = PartReader.of(schema.getFields().get(i).schema());
        }
        return (in, out) -> {
            Object[] values = new Object[parts.length];
            for (int i = 0; i < parts.length; i++) {
                values[i] = parts[i].read(in);
            }
            writer.assemble(out, values);
        };
    }

    private static void end(JsonBytes out, int before, int open, int close) {
        if (before == open) {
            out.put(open);
        }
        out.put(close);
    }
}
