package dev.afterimage.reconciler.trend;

import java.time.Duration;
import java.util.List;

/**
 * What the same hour of the week brought in earlier weeks, and how much more the last reconciliation found.
 *
 * @param usual the most fresh differences that would be usual
 * @param weeks earlier weeks that are known
 * @param above fresh differences beyond that; 0 while too few weeks are known
 */
record Season(double usual, int weeks, double above) {
    private static final int LEAST_WEEKS = 4;
    private static final double SPREADS = 4;
    /** Makes the median of absolute deviations comparable with a standard deviation. */
    private static final double NORMAL = 1.4826;

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration NEAR = Duration.ofHours(3);

    /** @param damages the oldest first; the last one is judged by those before */
    static Season of(List<Damage> damages) {
        if (damages.isEmpty()) {
            return new Season(0, 0, 0);
        }
        Damage now = damages.getLast();
        double[] before = damages.subList(0, damages.size() - 1).stream()
                .filter(damage -> sameHourOfTheWeek(damage, now))
                .mapToDouble(Damage::fresh)
                .toArray();
        double middle = Median.of(before);
        double[] deviations = java.util.Arrays.stream(before)
                .map(fresh -> Math.abs(fresh - middle))
                .toArray();
        double usual = middle + Math.max(1, SPREADS * NORMAL * Median.of(deviations));
        double above = before.length < LEAST_WEEKS ? 0 : Math.max(0, now.fresh() - usual);
        return new Season(usual, before.length, above);
    }

    private static boolean sameHourOfTheWeek(Damage one, Damage now) {
        long apart = Duration.between(one.at(), now.at()).toMillis();
        long beside = apart % WEEK.toMillis();
        return apart > NEAR.toMillis() && Math.min(beside, WEEK.toMillis() - beside) <= NEAR.toMillis();
    }
}
