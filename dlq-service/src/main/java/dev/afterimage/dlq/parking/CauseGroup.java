package dev.afterimage.dlq.parking;

import java.time.Instant;
import java.util.List;
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
 * @param hours how many of them failed in each of the last 24 hours, the oldest first
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
        long sampleId,
        List<Long> hours) {
    public CauseGroup {
        hours = List.copyOf(hours);
    }
}
