package dev.afterimage.dlq.parking;

import dev.afterimage.dlq.letter.Dialect;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry whose time has come, claimed for sending.
 *
 * @param id which
 * @param attempt how often it is sent with this time, 1 or more
 * @param dialect who wrote its letter
 * @param topic where it failed
 * @param partition where it failed
 * @param offset where it failed
 * @param group who failed, or null
 * @param recordTime the record's timestamp, or null
 */
public record DueEntry(
        long id,
        int attempt,
        Dialect dialect,
        String topic,
        int partition,
        long offset,
        @Nullable String group,
        @Nullable Instant recordTime) {}
