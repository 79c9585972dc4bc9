package dev.afterimage.indexer.intake;

/** Lets a few lines through in each span of time and counts the others, so that a flood of one kind does not flood the log. Not thread-safe. */
final class LogBudget {
    private final int lines;
    private final long spanMs;
    private long spanBegan = Long.MIN_VALUE;
    private int written;
    private long held;

    LogBudget(int lines, long spanMs) {
        this.lines = lines;
        this.spanMs = spanMs;
    }

    /** Whether a line may be written now; if not, it is counted. */
    boolean take(long nowMs) {
        if (spanBegan == Long.MIN_VALUE || nowMs - spanBegan >= spanMs) {
            spanBegan = nowMs;
            written = 0;
        }
        if (written < lines) {
            written++;
            return true;
        }
        held++;
        return false;
    }

    /** In words, how many lines were not written since this was asked last; empty for none. */
    String others() {
        long count = held;
        held = 0;
        return count == 0 ? "" : " (and " + count + " others before it, not logged)";
    }
}
