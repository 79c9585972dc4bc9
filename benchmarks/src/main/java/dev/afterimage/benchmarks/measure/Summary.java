package dev.afterimage.benchmarks.measure;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/**
 * The middle of several runs and how far they spread.
 *
 * @param median the middle one, or the mean of the two in the middle
 * @param least the smallest
 * @param most the largest
 * @param runs how many there were
 */
public record Summary(double median, double least, double most, int runs) {
    /** Over some results. */
    public static <T> Summary of(Collection<T> results, ToDoubleFunction<T> value) {
        double[] sorted = results.stream().mapToDouble(value).sorted().toArray();
        if (sorted.length == 0) {
            return new Summary(Double.NaN, Double.NaN, Double.NaN, 0);
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Summary(median, sorted[0], sorted[sorted.length - 1], sorted.length);
    }
}
