package dev.afterimage.reconciler.watch.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges whether a table has been silent for too long. Pure. */
public final class SilenceJudge {
    private static final int FAR_TOO_LONG = 3;
    private static final String REMEDY =
            "ask the application whether nothing is written to the table; if something is, look whether the connector captures it (publication, table.include.list, a transform), and at slot and connector";

    private SilenceJudge() {}

    /**
     * A table whose pauses are learned.
     *
     * @param newest its newest record; null if it has none
     */
    public static Reading learned(String table, @Nullable Instant newest, Cadence cadence, Instant now) {
        return newest == null
                ? Reading.ok(Sign.SILENCE, table, "its topic has no record")
                : cadence.allowed()
                        .map(allowed -> {
                            Duration silent = silent(newest, now);
                            Level level = silent.compareTo(allowed.multipliedBy(FAR_TOO_LONG)) > 0
                                    ? Level.CRITICAL
                                    : silent.compareTo(allowed) > 0 ? Level.WARNING : Level.OK;
                            return reading(table, level, silent, allowed, " is usual, as its past shows");
                        })
                        .orElseGet(() -> {
                            Duration silent = silent(newest, now);
                            return Reading.ok(
                                            Sign.SILENCE,
                                            table,
                                            "its newest record came " + Words.time(silent)
                                                    + " ago; how long it may be silent is still being learned")
                                    .with(Map.of(Figure.SILENCE, (double) silent.toSeconds()));
                        });
    }

    /**
     * A table of which somebody has said how long it may be silent: beyond that is critical.
     *
     * @param since when it was first looked at, which counts where it has no record
     */
    public static Reading set(String table, @Nullable Instant newest, Duration allowed, Instant since, Instant now) {
        Duration silent = silent(newest == null ? since : newest, now);
        return reading(table, silent.compareTo(allowed) > 0 ? Level.CRITICAL : Level.OK, silent, allowed, " is set");
    }

    private static Reading reading(String table, Level level, Duration silent, Duration allowed, String why) {
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.SILENCE, (double) silent.toSeconds());
        figures.put(Figure.SILENCE_ALLOWED, (double) allowed.toSeconds());
        return Reading.of(
                        Sign.SILENCE,
                        table,
                        level,
                        "no new record for " + Words.time(silent) + "; up to " + Words.time(allowed) + why,
                        REMEDY)
                .with(figures);
    }

    private static Duration silent(Instant newest, Instant now) {
        Duration silent = Duration.between(newest, now);
        return silent.isNegative() ? Duration.ZERO : silent;
    }
}
