package dev.afterimage.indexer.index;

import dev.afterimage.cdc.deadletter.Disposition;
import dev.afterimage.cdc.deadletter.FailureCategory;

/**
 * Elasticsearch did not do what was asked of it for a table or for all; the message holds no row's values.
 *
 * <p>No single record is to blame, so its category always means to hold: one that would park is told as the index's trouble.
 */
public final class SinkFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final FailureCategory category;

    public SinkFailure(FailureCategory category, String message) {
        super(message);
        this.category = category.disposition() == Disposition.HOLD ? category : FailureCategory.INDEX_UNAVAILABLE;
    }

    public FailureCategory category() {
        return category;
    }
}
