package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.indexer.plan.Backoff;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Whether the sink may be written to now; after trouble it opens again by itself, later each time. Confined to the worker. */
final class SinkGate {
    /** The trouble of the moment. */
    record Trouble(FailureCategory category, String reason, long sinceMs, long retryAtMs, int attempts) {}

    private final Backoff backoff;
    private final RandomGenerator random;
    private @Nullable Trouble trouble;
    private long pausedUntilMs;

    SinkGate(Backoff backoff, RandomGenerator random) {
        this.backoff = backoff;
        this.random = random;
    }

    /** Whether a request may be sent; in trouble only one at a time, to see. */
    boolean open(long now, int inFlight) {
        return trouble == null ? now >= pausedUntilMs : now >= trouble.retryAtMs() && inFlight == 0;
    }

    void troubled(FailureCategory category, String reason, long now) {
        Trouble before = trouble;
        int attempts = before == null ? 0 : before.attempts() + 1;
        trouble = new Trouble(
                category,
                reason,
                before == null ? now : before.sinceMs(),
                now + backoff.pauseMs(attempts, random),
                attempts);
    }

    /**
     * Some items of a request were refused and others stored: the sink lives, and is near its limit. It is given a pause in proportion to what
     * it refused, and counts as well.
     *
     * @param share of the items that were refused, above 0 to 1
     */
    void strained(double share, long now) {
        trouble = null;
        pausedUntilMs = now + Math.round(share * backoff.pauseMs(0, random));
    }

    void well() {
        trouble = null;
    }

    @Nullable
    Trouble trouble() {
        return trouble;
    }
}
