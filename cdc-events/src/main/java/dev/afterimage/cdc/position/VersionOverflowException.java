package dev.afterimage.cdc.position;

/** A position that does not fit a {@link Version}: the source must stop, since nothing newer could be told from older. */
public final class VersionOverflowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public VersionOverflowException(String message) {
        super(message);
    }
}
