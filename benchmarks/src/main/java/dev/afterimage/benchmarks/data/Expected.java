package dev.afterimage.benchmarks.data;

import java.util.Arrays;

/** The model: for each key the newest event so far, and whether it deleted the row. Not thread-safe. */
public final class Expected {
    private static final int UNTOUCHED = Integer.MIN_VALUE;

    private final long seed;
    private final int[] newest;
    private final boolean[] deleted;
    private int touched;
    private int gone;

    Expected(long seed, int keys) {
        this.seed = seed;
        this.newest = new int[keys];
        this.deleted = new boolean[keys];
        Arrays.fill(newest, UNTOUCHED);
    }

    void wrote(int key, int event, boolean deletes) {
        touched += newest[key] == UNTOUCHED ? 1 : 0;
        gone += (deletes ? 1 : 0) - (deleted[key] ? 1 : 0);
        newest[key] = event;
        deleted[key] = deletes;
    }

    /** The seed of the rows' content. */
    public long seed() {
        return seed;
    }

    public int keys() {
        return newest.length;
    }

    /** Whether any event touched the key. */
    public boolean touched(int key) {
        return newest[key] != UNTOUCHED;
    }

    /** The number of the key's newest event. */
    public int newest(int key) {
        return newest[key];
    }

    public boolean deleted(int key) {
        return deleted[key];
    }

    /** How many rows are there. */
    public int live() {
        return touched - gone;
    }

    /** How many rows were deleted. */
    public int gone() {
        return gone;
    }
}
