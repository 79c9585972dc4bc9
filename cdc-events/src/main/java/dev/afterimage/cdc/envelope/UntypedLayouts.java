package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.type.Declarations;
import dev.afterimage.cdc.type.LogicalTypes;
import dev.afterimage.cdc.type.RowLayout;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The layouts of a topic's rows in JSON without schema, by the sequence of their names. Used by one thread at a time. */
final class UntypedLayouts {
    private static final int LIMIT = 64;

    private final Map<List<String>, RowLayout> layouts = new Recent<>(LIMIT);
    private final Declarations declared;
    private final LogicalTypes types;
    private final TableSchemas schemas;
    private @Nullable RowLayout recent;

    UntypedLayouts(Declarations declared, LogicalTypes types, TableSchemas schemas) {
        this.declared = declared;
        this.types = types;
        this.schemas = schemas;
    }

    /** The layout asked for last, which the next row most likely has too. */
    @Nullable
    RowLayout recent() {
        return recent;
    }

    RowLayout of(List<String> names) {
        RowLayout layout =
                layouts.computeIfAbsent(names, key -> schemas.unique(RowLayout.untyped(key, declared, types)));
        recent = layout;
        return layout;
    }
}
