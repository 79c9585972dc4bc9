package dev.afterimage.dlq.parking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Open entries of one cause.
 *
 * @param count how many are open
 * @param lastHour how many of them failed within the last hour
 * @param attention how many of them wait for a person
 * @param first when the first of them failed
 * @param last when the last of them failed
 * @param sampleId the newest of them
 */
public record CauseGroup(
        String fingerprint,
        String topic,
        @Nullable String group,
        String category,
        @Nullable String errorClass,
        @Nullable String errorMessage,
        long count,
        long lastHour,
        long attention,
        Instant first,
        Instant last,
        long sampleId) {}
