package dev.afterimage.reconciler.trend;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that are damaged in a day, day after day: the middle of all days, so that one bad night makes no trend and one good night breaks none.
 *
 * @param rowsADay 0 or more
 * @param days over which it was seen
 * @param runs in which it was seen
 */
record Slope(double rowsADay, long days, int runs) {
    static final Slope NONE = new Slope(0, 0, 0);

    /** @param damages the oldest first; what the first one brought has no known time, and does not count */
    static Slope of(List<Damage> damages) {
        if (damages.size() < 2) {
            return NONE;
        }
        Instant first = damages.getFirst().at();
        List<Double> rates = new ArrayList<>();
        long before = 0;
        long day = 0;
        long fresh = 0;
        for (Damage damage : damages.subList(1, damages.size())) {
            long its = dayOf(damage, first);
            if (its > day && day > before) {
                rates.add(fresh / (double) (day - before));
                before = day;
                fresh = 0;
            }
            day = Math.max(day, its);
            fresh += damage.fresh();
        }
        if (day > before) {
            rates.add(fresh / (double) (day - before));
        }
        double[] all = rates.stream().mapToDouble(Double::doubleValue).toArray();
        return new Slope(Median.of(all), day, damages.size());
    }

    /** The day, counted from 0, whose end is nearest: a daily run is a little early or late. */
    private static long dayOf(Damage damage, Instant first) {
        double days = Duration.between(first, damage.at()).toMillis()
                / (double) Duration.ofDays(1).toMillis();
        return Math.round(days);
    }
}
