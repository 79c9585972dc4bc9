package dev.afterimage.reconciler.watch.judge;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How long a table is usually silent, learned from its records' timestamps: the longest pause of each of the last {@value #DAYS} days. Not
 * thread-safe.
 */
public final class Cadence {
    static final int DAYS = 14;
    private static final int ROOM = 2;

    private final Duration least;
    private final Duration learning;
    private final TreeMap<LocalDate, Duration> longest = new TreeMap<>();
    private @Nullable Instant first;
    private @Nullable Instant newest;
    /** The newest record of the look before; null if that was too long ago to tell a pause by. */
    private @Nullable Instant seen;

    /**
     * @param least a silence that is never too long
     * @param learning how much time its records must span before anything is said
     */
    public Cadence(Duration least, Duration learning) {
        this.least = least;
        this.learning = learning;
    }

    /** The newest record that there is, look by look; the same one again means nothing. */
    public void newest(Instant at) {
        if (seen != null && at.isAfter(seen)) {
            pause(Duration.between(seen, at), at);
        }
        if (seen == null || at.isAfter(seen)) {
            seen = at;
        }
        span(at);
    }

    /** Nobody has looked for a while: what came meanwhile is not known, so that it is no pause. */
    public void blind() {
        seen = null;
    }

    /** What the past tells: some time, and the first record at or after it. Times are told in their order. */
    public void past(Instant from, Instant next) {
        if (first != null && from.isAfter(first)) {
            pause(Duration.between(from, next), next);
        }
        span(next);
    }

    private void span(Instant at) {
        if (first == null || at.isBefore(first)) {
            first = at;
        }
        if (newest == null || at.isAfter(newest)) {
            newest = at;
        }
    }

    private void pause(Duration length, Instant end) {
        LocalDate day = LocalDate.ofInstant(end, ZoneOffset.UTC);
        longest.merge(day, length, (one, other) -> one.compareTo(other) >= 0 ? one : other);
        while (longest.size() > DAYS) {
            longest.pollFirstEntry();
        }
    }

    /** How long it may be silent: twice its longest pause; empty while it is being learned. */
    public Optional<Duration> allowed() {
        if (first == null || newest == null || Duration.between(first, newest).compareTo(learning) < 0) {
            return Optional.empty();
        }
        Duration pause = longest.values().stream().max(Duration::compareTo).orElse(Duration.ZERO);
        Duration allowed = pause.multipliedBy(ROOM);
        return Optional.of(allowed.compareTo(least) < 0 ? least : allowed);
    }
}
