package dev.afterimage.indexer.dryrun;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One table as it would be indexed.
 *
 * @param table as {@code schema.table}
 * @param index the index that its rows go to
 * @param made whether that index would be made
 * @param looked records looked at
 * @param documents documents that would stand for its rows
 * @param deleted tombstones that would stand
 * @param settled how the records would end, in words, and how many of them
 * @param fields each field and how it is indexed
 * @param diagnoses what does not fit
 * @param sampleId a document's id, or null where there would be none
 */
public record TableFinding(
        String table,
        List<String> topics,
        String index,
        boolean made,
        long looked,
        long documents,
        long deleted,
        Map<String, Long> settled,
        Map<String, String> fields,
        List<String> diagnoses,
        @Nullable String sampleId) {}
