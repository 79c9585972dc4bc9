package dev.afterimage.indexer.index.catalogue;

import dev.afterimage.cdc.type.ColumnType;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a table's configuration says about its mapping.
 *
 * @param field a column's field in the document, or null if the column is left out
 * @param masked columns whose values are replaced by strings
 * @param text columns that are analysed for full text search
 * @param json JSON columns that are not merely {@link JsonForm#STORED}
 * @param types types of columns whose schema tells none
 */
public record MappingOptions(
        Function<String, @Nullable String> field,
        Set<String> masked,
        Set<String> text,
        Map<String, JsonForm> json,
        Map<String, ColumnType> types) {
    /** Every column under its own name, by its type. */
    public static final MappingOptions PLAIN =
            new MappingOptions(column -> column, Set.of(), Set.of(), Map.of(), Map.of());
}
