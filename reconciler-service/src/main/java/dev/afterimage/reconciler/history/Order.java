package dev.afterimage.reconciler.history;

import dev.afterimage.reconciler.config.Depth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be reconciled.
 *
 * @param by who ordered it
 * @param scheduled whether it was due rather than ordered
 * @param tables as {@code schema.table}; none means all
 * @param ids ids of documents of the one table that is named: only these keys; none means all
 * @param depth how deep; null means what is configured for each table
 * @param repair whether differences are repaired
 */
public record Order(
        String by,
        boolean scheduled,
        List<String> tables,
        List<String> ids,
        @Nullable Depth depth,
        boolean repair) {
    public Order {
        tables = List.copyOf(tables);
        ids = List.copyOf(ids);
        if (!ids.isEmpty() && tables.size() != 1) {
            throw new IllegalArgumentException("single keys are of one table, which is named");
        }
    }
}
