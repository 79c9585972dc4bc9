package dev.afterimage.cdc.checksum;

import dev.afterimage.cdc.event.Column;
import dev.afterimage.cdc.event.TableSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a table count for the checksum, under which names, in the order in which their text is hashed. Immutable; made once a
 * schema.
 */
public final class ChecksumColumns {
    private final TableSchema schema;
    private final int[] columns;
    private final byte[][] names;

    private ChecksumColumns(TableSchema schema, int[] columns, byte[][] names) {
        this.schema = schema;
        this.columns = columns;
        this.names = names;
    }

    /** All columns under their own names. */
    public static ChecksumColumns all(TableSchema schema) {
        return of(schema, Column::name);
    }

    /**
     * Some columns, possibly renamed.
     *
     * @param field the document's field for a column, or null to leave the column out
     */
    public static ChecksumColumns of(TableSchema schema, Function<Column, @Nullable String> field) {
        record Named(int column, byte[] name) {}
        List<Named> chosen = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            String name = field.apply(schema.column(i));
            if (name != null) {
                chosen.add(new Named(i, name.getBytes(StandardCharsets.UTF_8)));
            }
        }
        chosen.sort(Comparator.comparing(Named::name, Arrays::compareUnsigned));
        for (int i = 1; i < chosen.size(); i++) {
            if (Arrays.equals(chosen.get(i - 1).name(), chosen.get(i).name())) {
                throw new IllegalArgumentException("two columns would be the field "
                        + new String(chosen.get(i).name(), StandardCharsets.UTF_8));
            }
        }
        return new ChecksumColumns(
                schema,
                chosen.stream().mapToInt(Named::column).toArray(),
                chosen.stream().map(Named::name).toArray(byte[][]::new));
    }

    public TableSchema schema() {
        return schema;
    }

    public int size() {
        return columns.length;
    }

    /** Index in the schema of the column in this place. */
    public int column(int place) {
        return columns[place];
    }

    /** UTF-8 of the field's name in this place; not to be written into. */
    byte[] name(int place) {
        return names[place];
    }
}
