package dev.afterimage.cdc.avro;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.type.RowImageBuilder;
import dev.afterimage.cdc.type.RowLayout;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The compiled reader of a record whose fields are a row's columns. Immutable, made once a schema. */
public final class AvroRow {
    private final RowLayout layout;
    private final NullBranch nulls;
    private final AvroColumn[] columns;

    private AvroRow(RowLayout layout, NullBranch nulls, AvroColumn[] columns) {
        this.layout = layout;
        this.nulls = nulls;
        this.columns = columns;
    }

    /**
     * Compiles the reader of a record schema, nullable or not.
     *
     * @param layout made for the Connect schema that {@link AvroSchemas#connect} gives for it
     * @throws EventFailure VALUE_UNSUPPORTED, if the schema holds what cannot be a column's
     */
    public static AvroRow of(Schema schema, RowLayout layout) throws EventFailure {
        Schema record = AvroSchemas.present(schema);
        AvroColumn[] columns = new AvroColumn[layout.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = AvroColumn.of(record.getFields().get(i).schema(), layout.writer(i));
        }
        return new AvroRow(layout, NullBranch.of(schema), columns);
    }

    /** Reads one record off the input, or null where there is none. */
    public @Nullable RowImage read(AvroInput in, RowImageBuilder builder) throws EventFailure {
        if (nulls.readNull(in)) {
            return null;
        }
        builder.begin(layout);
        for (int i = 0; i < columns.length; i++) {
            columns[i].read(in, builder, i);
        }
        return builder.build();
    }
}
