package dev.afterimage.reconciler.cut;

/** No position could be found at which both sides can be compared; the message says why. The comparison is inconclusive, and no alarm. */
public final class CutException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CutException(String why) {
        super(why);
    }
}
