package dev.afterimage.reconciler.trend;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * How a table's drift goes. Pure.
 *
 * @param table as {@code schema.table}
 * @param rowsADay rows that are damaged in a day, day after day; 0 if it is no trend
 * @param days over which that was seen
 * @param runs in which it was seen
 * @param fresh differences that the last reconciliation found and the one before did not
 * @param usual as many as would be usual at that hour of the week
 * @param weeks earlier weeks from which that is known
 * @param above how many the last reconciliation found beyond it; 0 while too few weeks are known
 */
public record Trend(
        String table, double rowsADay, long days, int runs, long fresh, double usual, int weeks, double above) {
    private static final int LEAST_RUNS = 5;
    private static final long LEAST_DAYS = 4;

    /**
     * @param observations the oldest first
     * @param over how far back a trend is looked for; the weeks of the season go back as far as is known
     */
    static Trend of(String table, List<Observation> observations, Duration over) {
        List<Damage> damages = Damage.of(observations);
        if (damages.isEmpty()) {
            return new Trend(table, 0, 0, 0, 0, 0, 0, 0);
        }
        Instant from = damages.getLast().at().minus(over);
        Slope slope = Slope.of(
                damages.stream().filter(damage -> !damage.at().isBefore(from)).toList());
        boolean known = slope.runs() >= LEAST_RUNS && slope.days() >= LEAST_DAYS;
        Season season = Season.of(damages);
        return new Trend(
                table,
                known ? slope.rowsADay() : 0,
                slope.days(),
                slope.runs(),
                damages.getLast().fresh(),
                season.usual(),
                season.weeks(),
                season.above());
    }

    /** In a sentence, or that there is none. */
    public String words() {
        if (rowsADay > 0) {
            return String.format(Locale.ROOT, "%.1f rows a day for %d days, in %d runs", rowsADay, days, runs);
        }
        return above > 0
                ? String.format(
                        Locale.ROOT,
                        "%d fresh differences at an hour that usually has at most %.0f (%d weeks)",
                        fresh,
                        usual,
                        weeks)
                : "no trend";
    }
}
