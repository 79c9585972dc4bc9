package dev.afterimage.reconciler.table;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is compared of a table.
 *
 * @param name the table
 * @param topic its change events' topic
 * @param index its documents' index
 * @param idPrefix what stands before every id where several sources share the index, or empty
 * @param key the columns that make the id, in its order
 * @param compared the columns that are compared, in the order of their fields' UTF-8 bytes
 * @param leftOut the others
 * @param wire every column as a repair sends it, or null if one cannot be sent
 * @param unsendable the columns that cannot be sent
 * @param estimate rows by the source's own statistics, 0 if it has none
 */
public record TableShape(
        TableName name,
        String topic,
        String index,
        String idPrefix,
        List<KeyColumn> key,
        List<ComparedColumn> compared,
        List<LeftOut> leftOut,
        @Nullable List<WireColumn> wire,
        List<String> unsendable,
        long estimate) {
    private static final String CDC = "_cdc";

    public TableShape {
        key = List.copyOf(key);
        compared = List.copyOf(compared);
        leftOut = List.copyOf(leftOut);
        unsendable = List.copyOf(unsendable);
    }

    /**
     * Whether the checksums that documents carry are over the very columns that are compared, and over the key: without it two rows could
     * share a checksum, and two documents with each other's content would pass.
     */
    public boolean checksumsComparable() {
        return leftOut.stream().allMatch(LeftOut::verifiable)
                && key.stream().allMatch(part -> compared.stream()
                        .anyMatch(column -> column.column().equals(part.column().name())));
    }

    /** Whether a document's field counts when the document is held against the row: also one that no column has. */
    public boolean counts(String field) {
        return !field.equals(CDC) && leftOut.stream().noneMatch(one -> field.equals(one.field()));
    }

    /** Whether a document's field counts in the checksum that the document carries. */
    public boolean summed(String field) {
        return !field.equals(CDC) && leftOut.stream().noneMatch(one -> one.verifiable() && field.equals(one.field()));
    }

    /** Columns that are not compared, for a person. */
    public List<String> notVerified() {
        return leftOut.stream()
                .map(one -> one.column() + " (" + one.reason() + ")")
                .collect(Collectors.toList());
    }
}
