package dev.afterimage.indexer.document;

import dev.afterimage.cdc.key.FieldNames;
import dev.afterimage.cdc.type.ColumnType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of one table become documents.
 *
 * @param enabled whether the table is indexed at all
 * @param index the index, a template in which {@code {topic}} and {@code {table}} stand for the lower-case names
 * @param include columns to keep; empty keeps all
 * @param exclude columns to leave out
 * @param rename column to field of the document
 * @param masks column to what stands in its place
 * @param idColumns columns that identify a row of a table without a key
 * @param deletes what a delete leaves
 * @param truncates whether a truncate of the source empties the index too; else it is parked
 * @param routing key column that routes documents to shards, or null for Elasticsearch's own routing by id
 * @param text columns that are analysed for full text search
 * @param objects JSON columns whose members are mapped one by one as they appear
 * @param flattened JSON columns mapped as one {@code flattened} field; all others are stored and not searched
 * @param types types of columns for records without a schema
 * @param sharedIndex whether several sources feed the index: ids then begin with the source, unless {@code disjointKeys}
 * @param disjointKeys whether the sources of a shared index have no key in common
 * @param hashIds whether ids are keyed hashes, since keys are personal data
 * @param shards primary shards of an index that is created
 * @param replicas replicas of an index that is created
 * @param refreshInterval refresh interval of an index that is created, in Elasticsearch's notation
 */
public record TableOptions(
        boolean enabled,
        String index,
        Set<String> include,
        Set<String> exclude,
        Map<String, String> rename,
        Map<String, Mask> masks,
        List<String> idColumns,
        DeleteMode deletes,
        boolean truncates,
        @Nullable String routing,
        Set<String> text,
        Set<String> objects,
        Set<String> flattened,
        Map<String, ColumnType> types,
        boolean sharedIndex,
        boolean disjointKeys,
        boolean hashIds,
        int shards,
        int replicas,
        String refreshInterval) {

    /** The template of an index that is named like the topic. */
    public static final String BY_TOPIC = "{topic}";

    /** Everything in, named like the topic, hard deletes, truncates followed. */
    public static final TableOptions DEFAULT = new TableOptions(
            true,
            BY_TOPIC,
            Set.of(),
            Set.of(),
            Map.of(),
            Map.of(),
            List.of(),
            DeleteMode.HARD,
            true,
            null,
            Set.of(),
            Set.of(),
            Set.of(),
            Map.of(),
            false,
            false,
            false,
            1,
            0,
            "1s");

    /** The same in another index. */
    public TableOptions withIndex(String template) {
        return new TableOptions(
                enabled,
                template,
                include,
                exclude,
                rename,
                masks,
                idColumns,
                deletes,
                truncates,
                routing,
                text,
                objects,
                flattened,
                types,
                sharedIndex,
                disjointKeys,
                hashIds,
                shards,
                replicas,
                refreshInterval);
    }

    /** The document's field for a column, or null if the column is left out. */
    public @Nullable String field(String column) {
        if (exclude.contains(column) || !include.isEmpty() && !include.contains(column)) {
            return null;
        }
        String renamed = rename.get(column);
        return renamed == null ? FieldNames.of(column) : renamed;
    }

    /** Whether documents hold every column with its own value, and under its own name if that is a {@link FieldNames#plain plain} one. */
    public boolean verbatim() {
        return include.isEmpty() && exclude.isEmpty() && rename.isEmpty() && masks.isEmpty();
    }
}
