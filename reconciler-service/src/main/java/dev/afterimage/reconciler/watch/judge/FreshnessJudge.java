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
     * @param trouble why one that went before did not come through; null if the last one did
     * @param slo how long one may take
     */
    public static Reading judge(
            @Nullable Duration last, @Nullable Duration underWay, @Nullable String trouble, Duration slo) {
        if (underWay != null && (last == null || underWay.compareTo(last) > 0)) {
            return reading(
                    underWay,
                    slo,
                    "a marker has been under way for " + words(underWay) + " and the index is not there yet",
                    trouble == null ? "" : " (" + trouble + ")");
        }
        return last == null
                ? Reading.of(Sign.FRESHNESS, "", Level.UNKNOWN, "no marker has been sent yet", "wait a minute")
                : reading(
                        last,
                        slo,
                        "the newest marker took " + words(last) + " from its commit until the index had all before it",
                        "");
    }

    private static Reading reading(Duration took, Duration slo, String what, String trouble) {
        Level level = took.compareTo(slo.multipliedBy(FAR_TOO_LONG)) > 0
                ? Level.CRITICAL
                : took.compareTo(slo) > 0 ? Level.WARNING : Level.OK;
        return Reading.of(
                        Sign.FRESHNESS,
                        "",
                        level,
                        what + "; " + Words.time(slo) + " are promised" + trouble,
                        "one of slot, connector and lag tells which part is slow")
                .with(Map.of(Figure.FRESHNESS, took.toMillis() / 1_000.0));
    }

    private static String words(Duration duration) {
        return duration.toMillis() < 10_000 ? duration.toMillis() + " ms" : Words.time(duration);
    }
}
