package dev.afterimage.reconciler.watch;

/** A vital sign could not be read; the message says why, without values of rows. */
public class WatchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public WatchException(String why) {
        super(why);
    }
}
