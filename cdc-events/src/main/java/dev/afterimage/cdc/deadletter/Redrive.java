package dev.afterimage.cdc.deadletter;

import dev.afterimage.cdc.event.RecordCoordinates;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of a record on a redrive topic say: which dead letter or repair it is, and where it stood first.
 *
 * <p>Only records of a redrive topic are read so; on a table's topic these headers mean nothing, whoever wrote them. A value that is not
 * what we write is refused.
 *
 * @param kind a dead letter sent again, or a repair
 * @param id what the outcome answers to: 1 to 128 letters, digits, {@code . _ : -}
 * @param original where the record stood first; for a repair, the topic of its table with the partition and offset of its marker event
 * @param attempts how often the record was tried before, 0 for a repair
 */
public record Redrive(Kind kind, String id, RecordCoordinates original, int attempts) {
    private static final int MAX_ID = 128;
    private static final int MAX_TOPIC = 249;
    private static final int MAX_DIGITS = 19;

    /** Why the record comes on this topic. */
    public enum Kind {
        /** A dead letter, sent again as it was. */
        REDRIVE(DeadLetterHeaders.REDRIVE_ID),
        /** An image or a delete made by the reconciler. */
        REPAIR(DeadLetterHeaders.REPAIR_ID);

        private final String header;

        Kind(String header) {
            this.header = header;
        }
    }

    public Redrive {
        if (!isId(id)) {
            throw new IllegalArgumentException("an id has 1 to " + MAX_ID + " letters, digits or . _ : -");
        }
        if (!isTopic(original.topic()) || original.partition() < 0 || original.offset() < 0) {
            throw new IllegalArgumentException("these are no coordinates of a record");
        }
        if (attempts < 0) {
            throw new IllegalArgumentException("attempts are counted from 0");
        }
    }

    /**
     * Reads the headers of a record of a redrive topic.
     *
     * @throws EventFailure MALFORMED, if one is missing, doubled or not of the form that we write
     */
    public static Redrive read(Headers headers) throws EventFailure {
        String redrive = text(headers, DeadLetterHeaders.REDRIVE_ID);
        String repair = text(headers, DeadLetterHeaders.REPAIR_ID);
        if ((redrive == null) == (repair == null)) {
            throw malformed("a redrive topic's record has either " + DeadLetterHeaders.REDRIVE_ID + " or "
                    + DeadLetterHeaders.REPAIR_ID);
        }
        Kind kind = redrive != null ? Kind.REDRIVE : Kind.REPAIR;
        String id = redrive != null ? redrive : repair;
        if (id == null || !isId(id)) {
            throw malformed("header " + kind.header + " is not an id");
        }
        String topic = text(headers, DeadLetterHeaders.ORIGINAL_TOPIC);
        if (topic == null || !isTopic(topic)) {
            throw malformed("header " + DeadLetterHeaders.ORIGINAL_TOPIC + " is missing or not a topic's name");
        }
        RecordCoordinates original = new RecordCoordinates(
                topic,
                (int) number(headers, DeadLetterHeaders.ORIGINAL_PARTITION, Integer.MAX_VALUE),
                number(headers, DeadLetterHeaders.ORIGINAL_OFFSET, Long.MAX_VALUE),
                number(headers, DeadLetterHeaders.ORIGINAL_TIMESTAMP, Long.MAX_VALUE));
        return new Redrive(kind, id, original, kind == Kind.REPAIR ? 0 : attemptsBefore(headers));
    }

    /** Writes what {@link #read} reads, in place of what is there. */
    public void writeTo(Headers headers) {
        headers.remove(DeadLetterHeaders.REDRIVE_ID);
        headers.remove(DeadLetterHeaders.REPAIR_ID);
        headers.remove(DeadLetterHeaders.ATTEMPTS);
        headers.add(kind.header, utf8(id));
        writeOriginal(headers, original);
        if (kind == Kind.REDRIVE) {
            headers.add(DeadLetterHeaders.ATTEMPTS, utf8(Integer.toString(attempts)));
        }
    }

    static void writeOriginal(Headers headers, RecordCoordinates original) {
        replace(headers, DeadLetterHeaders.ORIGINAL_TOPIC, original.topic());
        replace(headers, DeadLetterHeaders.ORIGINAL_PARTITION, Integer.toString(original.partition()));
        replace(headers, DeadLetterHeaders.ORIGINAL_OFFSET, Long.toString(original.offset()));
        replace(headers, DeadLetterHeaders.ORIGINAL_TIMESTAMP, Long.toString(original.timestamp()));
    }

    /** The attempts that a redriven record brings along; 0 for any other, and where the header is not a number. */
    static int attemptsBefore(Headers headers) {
        if (headers.lastHeader(DeadLetterHeaders.REDRIVE_ID) == null) {
            return 0;
        }
        try {
            return headers.lastHeader(DeadLetterHeaders.ATTEMPTS) == null
                    ? 0
                    : (int) number(headers, DeadLetterHeaders.ATTEMPTS, Integer.MAX_VALUE);
        } catch (EventFailure e) {
            // A count that cannot be read must not stop the record from being parked.
            return 0;
        }
    }

    private static void replace(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, utf8(value));
    }

    private static @Nullable String text(Headers headers, String name) throws EventFailure {
        Iterator<Header> found = headers.headers(name).iterator();
        if (!found.hasNext()) {
            return null;
        }
        byte[] value = found.next().value();
        if (found.hasNext()) {
            throw malformed("header " + name + " comes twice");
        }
        if (value == null || value.length > MAX_TOPIC) {
            throw malformed("header " + name + " is empty or too long");
        }
        return new String(value, StandardCharsets.UTF_8);
    }

    private static long number(Headers headers, String name, long max) throws EventFailure {
        String text = text(headers, name);
        if (text == null
                || text.isEmpty()
                || text.length() > MAX_DIGITS
                || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw malformed("header " + name + " is missing or not a number");
        }
        try {
            long value = Long.parseLong(text);
            if (value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new EventFailure(FailureCategory.MALFORMED, "header " + name + " is over " + max, e);
        }
        throw malformed("header " + name + " is over " + max);
    }

    private static boolean isId(String text) {
        return !text.isEmpty() && text.length() <= MAX_ID && text.chars().allMatch(c -> isNameCharacter(c) || c == ':');
    }

    private static boolean isTopic(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_TOPIC
                && !text.equals(".")
                && !text.equals("..")
                && text.chars().allMatch(Redrive::isNameCharacter);
    }

    private static boolean isNameCharacter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-';
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static EventFailure malformed(String message) {
        return new EventFailure(FailureCategory.MALFORMED, message);
    }
}
