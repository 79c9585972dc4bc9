package dev.afterimage.cdc.deadletter;

import org.jspecify.annotations.Nullable;

/** A failure of one event that names its category; the message carries no values of the row. */
public final class EventFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final FailureCategory category;

    public EventFailure(FailureCategory category, String message) {
        this(category, message, null);
    }

    public EventFailure(FailureCategory category, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.category = category;
    }

    public FailureCategory category() {
        return category;
    }
}
