package dev.afterimage.reconciler.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A reconciliation.
 *
 * @param step what it is at, while it runs
 * @param reason why it failed
 */
public record Run(
        long id,
        Order order,
        RunState state,
        @Nullable String step,
        @Nullable String reason,
        Instant orderedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {}
