package dev.afterimage.reconciler.trend;

import java.util.Arrays;

/** The middle of some numbers. */
final class Median {
    private Median() {}

    /** The mean of both middle ones where their number is even; 0 for none. */
    static double of(double[] numbers) {
        if (numbers.length == 0) {
            return 0;
        }
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
