package dev.afterimage.indexer.intake;

/** The name of the topic by which failed records and repairs come back to a consumer group. */
public final class RedriveTopic {
    private static final String PREFIX = "afterimage.redrive.";

    private RedriveTopic() {}

    public static String of(String group) {
        return PREFIX + group;
    }

    static boolean is(String topic) {
        return topic.startsWith(PREFIX);
    }
}
