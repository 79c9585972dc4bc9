package dev.afterimage.cdc.avro;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.type.RowImageBuilder;
import dev.afterimage.cdc.type.ValueWriter;
import org.apache.avro.Schema;

/** The compiled reader of one column's values. Immutable, made once a schema. */
public final class AvroColumn {
    private final NullBranch nulls;
    private final ValueReader present;

    private AvroColumn(NullBranch nulls, ValueReader present) {
        this.nulls = nulls;
        this.present = present;
    }

    /**
     * Compiles the reader.
     *
     * @param schema of the record's field
     * @param writer made for the Connect schema that {@link AvroSchemas#connect} gives for it
     * @throws EventFailure VALUE_UNSUPPORTED, if the schema holds what cannot be a column's
     */
    public static AvroColumn of(Schema schema, ValueWriter writer) throws EventFailure {
        return new AvroColumn(NullBranch.of(schema), ValueReaders.present(AvroSchemas.present(schema), writer));
    }

    /** Reads one value off the input into the image that was begun. */
    public void read(AvroInput in, RowImageBuilder image, int column) throws EventFailure {
        if (nulls.readNull(in)) {
            image.nothing(column);
        } else {
            present.read(in, image.open(column));
            image.close(column);
        }
    }
}
