package dev.afterimage.dlq.retry;

import dev.afterimage.cdc.deadletter.FailureCategory;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When a failed record is tried again: after pauses that grow, are jittered and end; then a person decides. Immutable.
 *
 * <p>The n-th pause (from 0) is drawn between half and all of {@code first × factor^n}, at most {@code longest}.
 *
 * @param first the first pause
 * @param factor by which each pause is longer than the one before, 1 or more
 * @param longest the longest pause
 * @param limit how often it is tried without a person, 0 or more
 */
public record RetryPolicy(Duration first, int factor, Duration longest, int limit) {
    /** Nothing changes by waiting: a person must mend the record, the schema, the mapping or a setting. */
    private static final RetryPolicy NEVER = new RetryPolicy(Duration.ofSeconds(1), 1, Duration.ofSeconds(1), 0);
    /** Something is away and comes back. */
    private static final RetryPolicy OUTAGE = new RetryPolicy(Duration.ofSeconds(10), 2, Duration.ofMinutes(10), 60);
    /** Waits for another event, which is on its way or parked too. */
    private static final RetryPolicy COMPANY = new RetryPolicy(Duration.ofSeconds(5), 2, Duration.ofHours(1), 20);
    /** Whether it was surprised once or always is found out by trying. */
    private static final RetryPolicy SURPRISE = new RetryPolicy(Duration.ofSeconds(30), 4, Duration.ofHours(1), 4);
    /** Hopeless as it stands, but a newer image may make it obsolete, which the consumer tells when asked. */
    private static final RetryPolicy OBSOLETE_LATER = new RetryPolicy(Duration.ofMinutes(10), 6, Duration.ofDays(1), 5);

    public RetryPolicy {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0 || factor < 1 || limit < 0) {
            throw new IllegalArgumentException("pauses are above 0 and do not shrink");
        }
    }

    /** @param category null where the letter's writer knows none: such a consumer is not known to take a record twice */
    public static RetryPolicy of(@Nullable FailureCategory category) {
        if (category == null) {
            return NEVER;
        }
        return switch (category) {
            case SCHEMA_UNAVAILABLE,
                    SINK_UNAVAILABLE,
                    SINK_THROTTLED,
                    INDEX_UNAVAILABLE,
                    PARKING_UNAVAILABLE,
                    PARKING_FLOOD -> OUTAGE;
            case BEHIND_PARKED, IMAGE_INCOMPLETE -> COMPANY;
            case SCHEMA_UNKNOWN, UNEXPECTED -> SURPRISE;
            case MAPPING_REJECTED, TOO_LARGE, VALUE_UNSUPPORTED -> OBSOLETE_LATER;
            case MALFORMED,
                    KEY_MISSING,
                    FOREIGN_SOURCE,
                    POSITION_AMBIGUOUS,
                    BEYOND_DELETE_MEMORY,
                    TRUNCATE_REFUSED,
                    TRANSACTION_INCOMPLETE,
                    SINK_REFUSED,
                    CONNECTOR_SETTING,
                    POSITION_FELL,
                    RECORDS_LOST,
                    VERSION_OVERFLOW -> NEVER;
        };
    }

    /**
     * How long to wait before it is tried again.
     *
     * @param tried how often it was sent again already, 0 or more
     * @return the pause, or null when a person must decide
     */
    public @Nullable Duration pause(int tried, RandomGenerator random) {
        return tried >= limit ? null : Duration.ofMillis(pauseMs(tried, random));
    }

    private long pauseMs(int tried, RandomGenerator random) {
        long full = first.toMillis();
        for (int i = 0; i < tried && full < longest.toMillis(); i++) {
            full = Math.multiplyExact(full, factor);
        }
        full = Math.min(full, longest.toMillis());
        return full - random.nextLong(full / 2 + 1);
    }
}
