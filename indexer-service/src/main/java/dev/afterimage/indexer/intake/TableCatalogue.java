package dev.afterimage.indexer.intake;

import dev.afterimage.indexer.config.TableProperties;
import dev.afterimage.indexer.document.TableOptions;
import java.util.Collection;
import java.util.Map;

/** The options of every table: its own, else those set for all, else the defaults. Immutable. */
final class TableCatalogue {
    private final Map<String, TableOptions> named;
    private final TableOptions others;

    TableCatalogue(Map<String, TableOptions> named) {
        this.named = Map.copyOf(named);
        this.others = named.getOrDefault(TableProperties.ALL, TableOptions.DEFAULT);
    }

    TableOptions of(String table) {
        return named.getOrDefault(table, others);
    }

    Collection<TableOptions> all() {
        return named.values();
    }
}
