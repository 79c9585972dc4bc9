package dev.afterimage.cdc.type;

import org.jspecify.annotations.Nullable;

/** What the operator says of a table's column types where the wire form does not tell them. */
@FunctionalInterface
public interface Declarations {
    /** Nothing is declared. */
    Declarations NONE = _ -> null;

    @Nullable
    ColumnType type(String column);
}
