package dev.afterimage.indexer.plan;

/**
 * Turns a flood of parked records into a hold: opens when too large a share of the last records of a partition was to be parked.
 *
 * <p>Open, it lets nothing be parked until a pause is over; then one record may try, and its fate decides. Times are given by the caller,
 * in milliseconds of any steady clock. Not thread-safe.
 */
public final class RatioBreaker {
    private final boolean[] window;
    private final int least;
    private final double ratio;
    private final long pauseMs;
    private int next;
    private int seen;
    private int failures;
    private boolean open;
    private long probeAt;

    /**
     * @param window how many of the last records count, 1 or more
     * @param least how many must be parked at least before the share is looked at
     * @param ratio the share that opens it, above 0 to 1
     * @param pauseMs how long it stays open before a probe, milliseconds
     */
    public RatioBreaker(int window, int least, double ratio, long pauseMs) {
        this.window = new boolean[window];
        this.least = least;
        this.ratio = ratio;
        this.pauseMs = pauseMs;
    }

    /** A record went well. */
    public void passed() {
        book(false);
        open = false;
    }

    /** Asks whether a record may be parked now, and books that it is. */
    public boolean mayPark(long now) {
        if (open) {
            if (now < probeAt) {
                return false;
            }
            probeAt = now + pauseMs;
            return true;
        }
        book(true);
        if (failures >= least && failures >= ratio * seen) {
            open = true;
            probeAt = now + pauseMs;
        }
        return true;
    }

    public boolean open() {
        return open;
    }

    private void book(boolean failed) {
        if (seen == window.length) {
            if (window[next]) {
                failures--;
            }
        } else {
            seen++;
        }
        window[next] = failed;
        if (failed) {
            failures++;
        }
        next = (next + 1) % window.length;
    }
}
