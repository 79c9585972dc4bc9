package dev.afterimage.dlq.retry;

/**
 * How many more records may be under way. Counting them costs as much as sending some, so that what this instance sent is added to the
 * last count until a second has passed or the limit might be reached. Not thread-safe.
 *
 * <p>The sum is never below what this instance has under way; what others sent is known after a second.
 */
public final class Room {
    private static final long KNOWN_FOR_NANOS = 1_000_000_000;

    private final int limit;
    private long countedAt;
    private int atMost;
    private boolean counted;

    /** @param limit records under way at most */
    public Room(int limit) {
        this.limit = limit;
    }

    /**
     * Whether they must be counted before as many as wanted are sent.
     *
     * @param now by the clock of {@link System#nanoTime}
     */
    public boolean uncertain(int wanted, long now) {
        return !counted || now - countedAt >= KNOWN_FOR_NANOS || left() < wanted;
    }

    /** They were counted. */
    public void counted(int underWay, long now) {
        atMost = underWay;
        countedAt = now;
        counted = true;
    }

    /** More are under way. */
    public void taken(int more) {
        atMost += more;
    }

    /** As many may be sent; 0 or less for none. */
    public int left() {
        return limit - atMost;
    }
}
