package dev.afterimage.cdc.type;

import dev.afterimage.cdc.event.Column;
import dev.afterimage.cdc.event.TableSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table's columns with all that is needed to write images of its rows; made once a schema. Immutable.
 */
public final class RowLayout {
    private final TableSchema schema;
    private final ValueWriter[] writers;
    private final byte[][] prefixes;
    private final byte[][][] placeholders;

    private RowLayout(TableSchema schema, List<ValueWriter> writers, Placeholder placeholder) {
        this.schema = schema;
        this.writers = writers.toArray(ValueWriter[]::new);
        this.prefixes = new byte[writers.size()][];
        this.placeholders = new byte[writers.size()][][];
        for (int i = 0; i < this.writers.length; i++) {
            prefixes[i] = prefix(schema.column(i).name());
            placeholders[i] = placeholder.shapes(this.writers[i].type()).toArray(byte[][]::new);
        }
    }

    /**
     * The layout of a struct's fields, one column each.
     *
     * @throws IllegalArgumentException if two fields have one name, or a parameter makes no sense
     */
    public static RowLayout of(ConnectSchema struct, LogicalTypes types) {
        List<Column> columns = new ArrayList<>();
        List<ValueWriter> writers = new ArrayList<>();
        for (ConnectSchema.Field field : struct.fields()) {
            ValueWriter writer = types.writer(field.name(), field.schema());
            writers.add(writer);
            columns.add(new Column(field.name(), writer.type(), field.schema().optional()));
        }
        return new RowLayout(new TableSchema(columns, true), writers, types.placeholder());
    }

    /** The layout of columns of which only the names are known, and what the operator declared. */
    public static RowLayout untyped(List<String> names, Declarations declared, LogicalTypes types) {
        List<Column> columns = new ArrayList<>();
        List<ValueWriter> writers = new ArrayList<>();
        for (String name : names) {
            ValueWriter writer = types.untyped(name, declared.type(name));
            writers.add(writer);
            columns.add(new Column(name, writer.type(), true));
        }
        return new RowLayout(new TableSchema(columns, false), writers, types.placeholder());
    }

    /** The same layout with an equal schema of the caller's, so that equal schemas are one instance. */
    public RowLayout withSchema(TableSchema equal) {
        return schema == equal ? this : new RowLayout(this, equal);
    }

    private RowLayout(RowLayout other, TableSchema schema) {
        this.schema = schema;
        this.writers = other.writers;
        this.prefixes = other.prefixes;
        this.placeholders = other.placeholders;
    }

    public TableSchema schema() {
        return schema;
    }

    public int size() {
        return writers.length;
    }

    public ValueWriter writer(int column) {
        return writers[column];
    }

    /** {@code "name":} in UTF-8, escaped as JSON demands and no more. */
    public byte[] prefix(int column) {
        return prefixes[column];
    }

    /** Whether {@code json[from, to)} is what the connector's placeholder becomes in this column. */
    boolean isPlaceholder(int column, byte[] json, int from, int to) {
        for (byte[] shape : placeholders[column]) {
            if (to - from == shape.length && Arrays.equals(json, from, to, shape, 0, shape.length)) {
                return true;
            }
        }
        return false;
    }

    /** A name as it stands before a member's value: {@code "name":} in UTF-8. */
    public static byte[] prefix(String name) {
        byte[] quoted = JsonBytes.quote(name);
        byte[] prefix = Arrays.copyOf(quoted, quoted.length + 1);
        prefix[quoted.length] = ":".getBytes(StandardCharsets.US_ASCII)[0];
        return prefix;
    }
}
