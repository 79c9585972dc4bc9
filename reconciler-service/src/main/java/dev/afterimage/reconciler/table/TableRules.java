package dev.afterimage.reconciler.table;

import dev.afterimage.cdc.key.FieldNames;
import dev.afterimage.cdc.key.IndexName;
import dev.afterimage.reconciler.config.Depth;
import dev.afterimage.reconciler.config.TableProperties;
import dev.afterimage.reconciler.config.TopicPrefix;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is set for each table. Immutable. */
public final class TableRules {
    private static final TableProperties USUAL = new TableProperties(
            0,
            TableProperties.ALL,
            true,
            "{topic}",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            false,
            false,
            false,
            null,
            null,
            "0");

    private final TopicPrefix prefix;
    private final Map<String, TableProperties> byName = new HashMap<>();

    public TableRules(TopicPrefix prefix, List<TableProperties> tables) {
        this.prefix = prefix;
        tables.forEach(table -> byName.put(table.name(), table));
    }

    TableProperties of(TableName table) {
        TableProperties own = byName.get(table.toString());
        return own != null ? own : byName.getOrDefault(TableProperties.ALL, USUAL);
    }

    public boolean enabled(TableName table) {
        return of(table).enabled();
    }

    /** Whether columns are set that identify its rows. */
    public boolean hasIdColumns(TableName table) {
        return !of(table).idColumns().isEmpty();
    }

    public String topic(TableName table) {
        return prefix.topic(table.schema(), table.table());
    }

    public String index(TableName table) {
        return IndexName.of(of(table).index(), topic(table), table.toString());
    }

    /** The depth that is set for this very table. */
    public @Nullable Depth depth(TableName table) {
        return of(table).depth();
    }

    /** The times that are set for this very table. */
    public @Nullable String cron(TableName table) {
        return of(table).cron();
    }

    /** Differences that raise no alert in a table of so many rows. */
    public long tolerated(TableName table, long rows) {
        return of(table).tolerated(rows);
    }

    /** What stands before every id of the table. */
    String idPrefix(TableName table) {
        TableProperties rule = of(table);
        return rule.sharedIndex() && !rule.disjointKeys()
                ? prefix.topicPrefix().replace("~", "~0").replace(":", "~1") + ":"
                : "";
    }

    /** The document's field of a column, or null if documents do not have it. */
    static @Nullable String field(TableProperties rule, String column) {
        boolean kept = rule.include().isEmpty() || rule.include().contains(column);
        return !kept || rule.exclude().contains(column)
                ? null
                : rule.renamed().getOrDefault(column, FieldNames.of(column));
    }
}
