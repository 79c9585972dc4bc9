package dev.afterimage.reconciler.source;

/** The source refuses or does not answer; the message says what, without values of rows. */
public final class SourceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SourceException(String message, Throwable cause) {
        super(message, cause);
    }
}
