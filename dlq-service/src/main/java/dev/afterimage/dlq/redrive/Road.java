package dev.afterimage.dlq.redrive;

import dev.afterimage.cdc.deadletter.RedriveTopic;
import dev.afterimage.dlq.letter.Coordinates;
import dev.afterimage.dlq.letter.Dialect;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** By which topic a record goes back to who failed. */
public sealed interface Road {
    /** A consumer group of ours reads this topic and answers. */
    record Ours(String topic) implements Road {}

    /** A configured topic of a consumer that does not answer. */
    record Foreign(String topic) implements Road {}

    /** There is none. */
    record None(String why) implements Road {}

    /**
     * The road of an entry.
     *
     * @param group who failed, or null where that is not known
     * @param foreign topics by group, {@code *} for those not named
     */
    static Road of(Dialect dialect, @Nullable String group, Map<String, String> foreign) {
        String named = group == null ? null : foreign.get(group);
        if (named == null && dialect == Dialect.AFTERIMAGE && group != null) {
            String topic = RedriveTopic.of(group);
            return Coordinates.isTopic(topic) ? new Ours(topic) : new None("the consumer group's name makes no topic");
        }
        String topic = named == null ? foreign.get("*") : named;
        return topic == null
                ? new None("no topic is configured for the consumer group " + (group == null ? "(unknown)" : group)
                        + ": add it to afterimage.dlq.foreign-topics")
                : new Foreign(topic);
    }

    /** What a person should know before they send something along a foreign road. */
    static String warning() {
        return "This consumer does not answer and is not known to refuse what is older than what it holds: a record sent again may"
                + " overwrite something newer.";
    }
}
