package dev.afterimage.reconciler.table;

/** A table that cannot be compared as it is; the message says why, for a person. */
public final class UncomparableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UncomparableException(String why) {
        super(why);
    }
}
