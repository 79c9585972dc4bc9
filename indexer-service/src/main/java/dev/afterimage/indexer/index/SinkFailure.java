package dev.afterimage.indexer.index;

import dev.afterimage.cdc.deadletter.FailureCategory;

/** Elasticsearch did not do what was asked; the category says what to do about it, the message holds no row's values. */
public final class SinkFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final FailureCategory category;

    public SinkFailure(FailureCategory category, String message) {
        super(message);
        this.category = category;
    }

    public FailureCategory category() {
        return category;
    }
}
