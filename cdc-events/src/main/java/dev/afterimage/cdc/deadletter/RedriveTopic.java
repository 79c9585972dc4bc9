package dev.afterimage.cdc.deadletter;

/** The name of the topic by which failed records and repairs come back to a consumer group. */
public final class RedriveTopic {
    private static final String PREFIX = "afterimage.redrive.";

    private RedriveTopic() {}

    /** The topic that this consumer group alone reads. */
    public static String of(String group) {
        return PREFIX + group;
    }

    /** Whether a topic is some group's redrive topic. */
    public static boolean is(String topic) {
        return topic.startsWith(PREFIX);
    }
}
