package dev.afterimage.txn.topology;

/** The source must not be read further until a person has changed a setting; the message says which. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppedException(String message, Throwable cause) {
        super(message, cause);
    }
}
