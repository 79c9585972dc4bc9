package dev.afterimage.cdc.event;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of a row image, in the source's order.
 *
 * <p>Decoders give the same instance for the same schema, so that what is derived from one (mappings, projections) can be cached by
 * identity. Immutable.
 */
public final class TableSchema {
    private final List<Column> columns;
    private final boolean typed;
    private final Map<String, Integer> indexes;

    /** @param typed whether the types come from a schema; false where they were seen from values only (JSON without schema) */
    public TableSchema(List<Column> columns, boolean typed) {
        this.columns = List.copyOf(columns);
        this.typed = typed;
        Map<String, Integer> byName = new HashMap<>();
        for (int i = 0; i < this.columns.size(); i++) {
            if (byName.put(this.columns.get(i).name(), i) != null) {
                throw new IllegalArgumentException(
                        "two columns named " + this.columns.get(i).name());
            }
        }
        this.indexes = Map.copyOf(byName);
    }

    public List<Column> columns() {
        return columns;
    }

    public Column column(int index) {
        return columns.get(index);
    }

    public int size() {
        return columns.size();
    }

    public boolean typed() {
        return typed;
    }

    /** The column's index, or -1. */
    public int indexOf(String name) {
        return indexes.getOrDefault(name, -1);
    }

    /** Whether the columns are equal in name, type and order. */
    public boolean sameColumns(TableSchema other) {
        return typed == other.typed && columns.equals(other.columns);
    }
}
