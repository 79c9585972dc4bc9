package dev.afterimage.benchmarks.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Picks the key of the next change, all alike or by Zipf's law. Immutable. */
final class KeyChoice {
    private final int keys;
    private final double[] cumulated;

    KeyChoice(int keys, double zipf) {
        this.keys = keys;
        this.cumulated = zipf == 0 ? new double[0] : new double[keys];
        double sum = 0;
        for (int i = 0; i < cumulated.length; i++) {
            sum += 1 / Math.pow(i + 1, zipf);
            cumulated[i] = sum;
        }
    }

    int next(SplittableRandom random) {
        if (cumulated.length == 0) {
            return random.nextInt(keys);
        }
        int found = Arrays.binarySearch(cumulated, random.nextDouble() * cumulated[keys - 1]);
        return Math.min(keys - 1, found >= 0 ? found : -found - 1);
    }
}
