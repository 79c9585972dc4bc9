package dev.afterimage.dlq.parking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of an entry's history: a sending and what came of it. */
public record HistoryLine(
        int number,
        @Nullable Instant sentAt,
        Instant at,
        String event,
        @Nullable String category,
        @Nullable String reason) {}
