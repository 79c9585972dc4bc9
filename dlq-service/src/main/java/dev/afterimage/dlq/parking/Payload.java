package dev.afterimage.dlq.parking;

import dev.afterimage.dlq.letter.LetterHeader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry's bytes.
 *
 * @param key the record's key, or null
 * @param value the record's value, the last correction where there is one, or null
 * @param headers all headers of the letter
 */
@SuppressWarnings("ArrayRecordComponent") // identity is not asked for, and a copy of every payload would be
public record Payload(byte @Nullable [] key, byte @Nullable [] value, List<LetterHeader> headers) {
    public Payload {
        headers = List.copyOf(headers);
    }
}
