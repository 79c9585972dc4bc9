package dev.afterimage.dlq.intake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times that a database can hold and a person can believe. */
final class LetterTimes {
    private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");

    private LetterTimes() {}

    /** The time, or null where it is before 1970 or absurdly late. */
    static @Nullable Instant kept(Instant time) {
        return time.isBefore(Instant.EPOCH) || time.isAfter(LATEST) ? null : time;
    }

    static @Nullable Instant ofMillis(@Nullable Long millis) {
        return millis == null || millis < 0 ? null : kept(Instant.ofEpochMilli(millis));
    }
}
