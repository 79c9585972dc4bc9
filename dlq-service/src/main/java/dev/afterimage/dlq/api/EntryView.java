package dev.afterimage.dlq.api;

import dev.afterimage.dlq.parking.Entry;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter in a list.
 *
 * @param id what the other calls take
 * @param state {@code waiting}, {@code behind}, {@code schema}, {@code attention}, {@code sent} or {@code resolved}
 * @param topic where the record failed
 * @param group who failed
 * @param category why, or {@code UNCLASSIFIED}
 * @param fingerprint entries of one cause share it
 * @param dialect who wrote the letter
 * @param nextRetryAt when it is sent again by itself
 * @param resolution {@code applied}, {@code superseded}, {@code discarded}, {@code forwarded} or {@code erased}
 */
@Serdeable
record EntryView(
        long id,
        String state,
        String topic,
        int partition,
        long offset,
        @Nullable String group,
        @Nullable Instant recordTime,
        String category,
        String fingerprint,
        String dialect,
        @Nullable String stage,
        @Nullable String errorClass,
        @Nullable String errorMessage,
        Instant failedAt,
        Instant parkedAt,
        int payloadBytes,
        int retryCount,
        @Nullable Instant lastRetryAt,
        @Nullable Instant nextRetryAt,
        @Nullable Instant resolvedAt,
        @Nullable String resolution,
        @Nullable Long releaseId) {
    static EntryView of(Entry entry) {
        return new EntryView(
                entry.id(),
                entry.state(),
                entry.topic(),
                entry.partition(),
                entry.offset(),
                entry.group(),
                entry.recordTime(),
                entry.category(),
                entry.fingerprint(),
                entry.dialect().toLowerCase(Locale.ROOT),
                entry.stage(),
                entry.errorClass(),
                entry.errorMessage(),
                entry.failedAt(),
                entry.parkedAt(),
                entry.payloadBytes(),
                entry.retryCount(),
                entry.lastRetryAt(),
                entry.nextRetryAt(),
                entry.resolvedAt(),
                entry.resolution(),
                entry.releaseId());
    }
}
