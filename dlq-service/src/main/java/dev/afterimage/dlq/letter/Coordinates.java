package dev.afterimage.dlq.letter;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a record stood when it failed, and for whom.
 *
 * @param topic a legal topic's name
 * @param partition 0 or more
 * @param offset 0 or more
 * @param group the consumer group that failed, or null where the letter does not tell
 */
public record Coordinates(String topic, int partition, long offset, @Nullable String group) {
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    public Coordinates {
        if (!isTopic(topic) || partition < 0 || offset < 0) {
            throw new IllegalArgumentException("these are no coordinates of a record");
        }
    }

    /** Whether a broker would take the name. */
    public static boolean isTopic(@Nullable String name) {
        return name != null && TOPIC.matcher(name).matches() && !name.equals(".") && !name.equals("..");
    }
}
