package dev.afterimage.cdc.avro;

import dev.afterimage.cdc.deadletter.EventFailure;
import java.util.function.ToIntFunction;
import org.apache.avro.Schema;

/** The compiled reader of a record of which a few plain fields are wanted, such as an event's source. Immutable, made once a schema. */
public final class AvroBlock {
    /** Stands for a field that nobody asks for. */
    public static final int SKIPPED = -1;

    private final NullBranch nulls;
    private final AvroField[] fields;

    private AvroBlock(NullBranch nulls, AvroField[] fields) {
        this.nulls = nulls;
        this.fields = fields;
    }

    /**
     * Compiles the reader of a record schema, nullable or not.
     *
     * @param codes gives a field's code, or {@link #SKIPPED}
     * @throws EventFailure MALFORMED, if it is no record
     */
    public static AvroBlock of(Schema schema, ToIntFunction<String> codes) throws EventFailure {
        Schema record = AvroSchemas.present(schema);
        if (record.getType() != Schema.Type.RECORD) {
            throw AvroInput.malformed("a block of the envelope is no record");
        }
        AvroField[] fields = new AvroField[record.getFields().size()];
        for (int i = 0; i < fields.length; i++) {
            Schema.Field field = record.getFields().get(i);
            int code = codes.applyAsInt(field.name());
            fields[i] = code == SKIPPED ? AvroField.skipped(field.schema()) : AvroField.of(field.schema(), code);
        }
        return new AvroBlock(NullBranch.of(schema), fields);
    }

    /** Reads the record off the input, and tells whether there was one. */
    public boolean read(AvroInput in, AvroField.Sink sink) throws EventFailure {
        if (nulls.readNull(in)) {
            return false;
        }
        for (AvroField field : fields) {
            field.read(in, sink);
        }
        return true;
    }
}
