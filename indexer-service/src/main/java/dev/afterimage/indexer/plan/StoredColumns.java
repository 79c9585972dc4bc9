package dev.afterimage.indexer.plan;

import org.jspecify.annotations.Nullable;

/** Where the columns of a schema stand in a document. */
public interface StoredColumns {
    /** The field's name, or null if the column is left out. */
    @Nullable
    String field(int column);

    /** Whether something else stands in place of the column's values. */
    boolean masked(int column);
}
