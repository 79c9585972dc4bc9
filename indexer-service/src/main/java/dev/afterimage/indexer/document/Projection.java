package dev.afterimage.indexer.document;

import dev.afterimage.cdc.checksum.ChecksumColumns;
import dev.afterimage.cdc.event.TableSchema;
import dev.afterimage.cdc.key.FieldNames;
import dev.afterimage.indexer.plan.StoredColumns;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Which columns of a schema stand in a document, under which names and masks; compiled once a schema. Immutable. */
public final class Projection implements StoredColumns {
    private final TableSchema schema;
    private final boolean verbatim;
    private final String[] fields;
    private final byte[][] members;
    private final Mask[] masks;
    private final ChecksumColumns checksummed;

    public Projection(TableSchema schema, TableOptions options) {
        this.schema = schema;
        this.verbatim =
                options.verbatim() && schema.columns().stream().allMatch(column -> FieldNames.plain(column.name()));
        int size = schema.size();
        this.fields = new String[size];
        this.members = new byte[size][];
        this.masks = new Mask[size];
        for (int i = 0; i < size; i++) {
            String column = schema.column(i).name();
            String field = options.field(column);
            if (field != null) {
                fields[i] = field;
                ByteWriter name = new ByteWriter(field.length() + 8);
                name.string(field);
                name.octet(':');
                members[i] = name.copy();
                masks[i] = options.masks().get(column);
            }
        }
        this.checksummed = ChecksumColumns.of(
                schema, column -> options.masks().containsKey(column.name()) ? null : options.field(column.name()));
    }

    public TableSchema schema() {
        return schema;
    }

    /** Whether the members of an image are those of the document. */
    boolean verbatim() {
        return verbatim;
    }

    boolean includes(int column) {
        return members[column] != null;
    }

    @Override
    public @Nullable String field(int column) {
        return fields[column];
    }

    /** The field's name as JSON with its colon. */
    byte[] member(int column) {
        return members[column];
    }

    @Override
    public boolean masked(int column) {
        return masks[column] != null;
    }

    @Nullable
    Mask mask(int column) {
        return masks[column];
    }

    ChecksumColumns checksummed() {
        return checksummed;
    }

    /** UTF-8 of a constant. */
    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
