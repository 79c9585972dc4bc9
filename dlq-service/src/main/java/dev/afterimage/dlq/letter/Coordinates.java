package dev.afterimage.dlq.letter;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a record stood when it failed, and for whom.
 *
 * @param topic a legal topic's name
 * @param partition 0 or more
 * @param offset 0 or more
 * @param group the consumer group that failed, at most {@value #MAX_GROUP} characters, or null where the letter does not tell
 */
public record Coordinates(
        String topic, int partition, long offset, @Nullable String group) {
    /** What is longer does not fit the index by which a record is known. */
    public static final int MAX_GROUP = 255;

    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    public Coordinates {
        if (!isTopic(topic) || partition < 0 || offset < 0 || !isGroup(group)) {
            throw new IllegalArgumentException("these are no coordinates of a record");
        }
    }

    /** Whether it is short enough to be kept; null is. */
    public static boolean isGroup(@Nullable String name) {
        return name == null || name.length() <= MAX_GROUP;
    }

    /** Whether a broker would take the name. */
    public static boolean isTopic(@Nullable String name) {
        return name != null && TOPIC.matcher(name).matches() && !name.equals(".") && !name.equals("..");
    }
}
