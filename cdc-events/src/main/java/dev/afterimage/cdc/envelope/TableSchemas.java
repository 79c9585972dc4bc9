package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.event.Column;
import dev.afterimage.cdc.event.TableSchema;
import dev.afterimage.cdc.type.RowLayout;
import java.util.List;
import java.util.Map;

/** Gives the same instance for equal table schemas, so that what others derive from one can be cached by identity. */
public final class TableSchemas {
    private static final int LIMIT = 4096;

    private final Map<Key, TableSchema> schemas = new Recent<>(LIMIT);

    private record Key(List<Column> columns, boolean typed) {}

    /** The layout with the one instance of its schema. */
    public RowLayout unique(RowLayout layout) {
        TableSchema schema = layout.schema();
        return layout.withSchema(schemas.computeIfAbsent(new Key(schema.columns(), schema.typed()), _ -> schema));
    }
}
