package dev.afterimage.reconciler.index;

import org.jspecify.annotations.Nullable;

/** The index refuses or does not answer; the message says what, without values of documents. */
public final class IndexException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public IndexException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
