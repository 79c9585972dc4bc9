package dev.afterimage.localstack;

import org.jspecify.annotations.Nullable;

/** Says in one sentence what the stack could not do, and what to do about it. */
public final class StackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
