package dev.afterimage.localstack.proof;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One table and the index that should mirror it; each {@code with…} answers a changed copy.
 *
 * @param topicPrefix the connector's, which is also the source's name
 * @param index the index with its documents
 * @param idColumns what identifies a row; empty for the primary key
 * @param sourceInId whether ids begin with the source, as in an index that several sources feed
 * @param formerColumns fields that documents may still hold though the table has no such column any more
 */
public record ProvenTable(
        String topicPrefix,
        String schema,
        String table,
        String index,
        List<String> idColumns,
        boolean sourceInId,
        Set<String> formerColumns) {
    public ProvenTable {
        idColumns = List.copyOf(idColumns);
        formerColumns = Set.copyOf(formerColumns);
    }

    /** A table of schema public in the index that is named like its topic. */
    public static ProvenTable of(String topicPrefix, String table) {
        return of(topicPrefix, "public", table);
    }

    /**
     * A table in the index that is named like its topic.
     *
     * @param schema its schema, or its database where that is what topics are named by
     */
    public static ProvenTable of(String topicPrefix, String schema, String table) {
        String topic = topicPrefix + "." + schema + "." + table;
        return new ProvenTable(topicPrefix, schema, table, topic.toLowerCase(Locale.ROOT), List.of(), false, Set.of());
    }

    /** In a shared index, with the source in every id. */
    public ProvenTable sharing(String sharedIndex) {
        return new ProvenTable(topicPrefix, schema, table, sharedIndex, idColumns, true, formerColumns);
    }

    public ProvenTable identifiedBy(String... columns) {
        return new ProvenTable(topicPrefix, schema, table, index, List.of(columns), sourceInId, formerColumns);
    }

    /** Lets documents hold fields of columns that were dropped or renamed. */
    public ProvenTable withFormerColumns(String... columns) {
        return new ProvenTable(topicPrefix, schema, table, index, idColumns, sourceInId, Set.of(columns));
    }

    public String topic() {
        return topicPrefix + "." + schema + "." + table;
    }
}
