package dev.afterimage.dlq.letter;

import dev.afterimage.cdc.deadletter.FailureCategory;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it was understood: the failed record byte for byte, and what its headers tell of the failure.
 *
 * @param dialect who wrote it
 * @param at where the record failed; the letter's own place where that is not told
 * @param recordTime the record's timestamp, or null where it is not told
 * @param failure what is told of the failure
 * @param key the record's key, or null; not to be changed
 * @param value the record's value, or null; not to be changed
 * @param headers all headers of the letter, in their order
 */
@SuppressWarnings("ArrayRecordComponent") // identity is not asked for, and a copy of every payload would be
public record Letter(
        Dialect dialect,
        Coordinates at,
        @Nullable Instant recordTime,
        Failure failure,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<LetterHeader> headers) {
    /**
     * A failure as the letter tells it; texts are safe and bounded.
     *
     * @param category ours, or null where the writer knows none
     * @param stage where on its road the record failed
     * @param errorClass the exception's class
     * @param message what it says
     * @param stacktrace where it was thrown
     * @param at when
     */
    public record Failure(
            @Nullable FailureCategory category,
            @Nullable String stage,
            @Nullable String errorClass,
            @Nullable String message,
            @Nullable String stacktrace,
            Instant at) {}

    public Letter {
        headers = List.copyOf(headers);
    }

    /** Size of key, value and header values, bytes. */
    public long bytes() {
        long sum = length(key) + length(value);
        for (LetterHeader header : headers) {
            sum += length(header.value()) + header.name().length();
        }
        return sum;
    }

    /** The schema that an Avro value (or key, where the value is none) names, or null. */
    public @Nullable Integer schemaId() {
        Integer ofValue = schemaId(value);
        return ofValue == null ? schemaId(key) : ofValue;
    }

    private static @Nullable Integer schemaId(byte @Nullable [] bytes) {
        return bytes == null || bytes.length < 5 || bytes[0] != 0
                ? null
                : (bytes[1] & 0xFF) << 24 | (bytes[2] & 0xFF) << 16 | (bytes[3] & 0xFF) << 8 | bytes[4] & 0xFF;
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
