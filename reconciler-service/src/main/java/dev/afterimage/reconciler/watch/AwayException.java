package dev.afterimage.reconciler.watch;

/** Nobody answers at an address at all, as opposed to one who refuses. */
final class AwayException extends WatchException {
    private static final long serialVersionUID = 1;

    AwayException(String why) {
        super(why);
    }
}
