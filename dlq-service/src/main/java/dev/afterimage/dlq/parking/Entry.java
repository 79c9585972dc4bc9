package dev.afterimage.dlq.parking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A parked record without its bytes; the columns of {@code cdc_dead_letter_queue}.
 *
 * @param fingerprint of the cause, hexadecimal
 * @param payloadBytes size of key, value and headers
 */
public record Entry(
        long id,
        String topic,
        int partition,
        long offset,
        @Nullable String group,
        @Nullable Instant recordTime,
        String dialect,
        @Nullable String stage,
        String category,
        @Nullable String errorClass,
        @Nullable String errorMessage,
        String fingerprint,
        Instant failedAt,
        Instant parkedAt,
        int payloadBytes,
        String state,
        int retryCount,
        @Nullable Instant lastRetryAt,
        @Nullable Instant nextRetryAt,
        @Nullable Instant resolvedAt,
        @Nullable String resolution,
        @Nullable Long releaseId) {}
