package dev.afterimage.indexer.rebuild;

/** How far a rebuild is. */
public enum Phase {
    /** Nothing is made yet. */
    ORDERED,
    /** Documents are copied. */
    COPYING,
    /** What the topics brought since is written too, and both generations are compared. */
    FOLLOWING,
    /** Writes to the old generation wait until the new one holds all that it holds; then the aliases move. */
    SWITCHING,
    /** The aliases lead to the new generation; the old one is kept as it was. */
    SWITCHED,
    /** The generations differ: nothing was switched. */
    DIFFERENT,
    /** It cannot go on by itself: nothing was switched. */
    FAILED,
    /** Given up; what was made for it is removed. */
    ABANDONED;

    /** Whether somebody works on it. */
    public boolean active() {
        return switch (this) {
            case ORDERED, COPYING, FOLLOWING, SWITCHING -> true;
            case SWITCHED, DIFFERENT, FAILED, ABANDONED -> false;
        };
    }
}
