package dev.afterimage.reconciler.watch.judge;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges how long a change takes from its commit until the index has it. Pure. */
public final class FreshnessJudge {
    private static final int FAR_TOO_LONG = 5;

    private FreshnessJudge() {}

    /**
     * @param last how long the newest change took that has come through; null for none yet
     * @param underWay how long the change that is under way has taken so far; null for none
     * @param slo how long one may take
     */
    public static Reading judge(@Nullable Duration last, @Nullable Duration underWay, Duration slo) {
        if (last == null && underWay == null) {
            return Reading.of(Sign.FRESHNESS, "", Level.UNKNOWN, "no marker has been sent yet", "wait a minute");
        }
        boolean waits = underWay != null && (last == null || underWay.compareTo(last) > 0);
        Duration value = waits ? underWay : last;
        if (value == null) {
            throw new IllegalStateException("one of both is there");
        }
        Level level = value.compareTo(slo.multipliedBy(FAR_TOO_LONG)) > 0
                ? Level.CRITICAL
                : value.compareTo(slo) > 0 ? Level.WARNING : Level.OK;
        String words = value.toMillis() < 10_000 ? value.toMillis() + " ms" : Words.time(value);
        return Reading.of(
                        Sign.FRESHNESS,
                        "",
                        level,
                        (waits
                                        ? "a marker was committed " + words + " ago and the index is not there yet"
                                        : "the newest marker took " + words
                                                + " from its commit until the index had all before it")
                                + "; " + Words.time(slo) + " are promised",
                        "one of slot, connector and lag tells which part is slow")
                .with(Map.of(Figure.FRESHNESS, value.toMillis() / 1_000.0));
    }
}
