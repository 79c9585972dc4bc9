package dev.afterimage.benchmarks.data;

/**
 * A topic of change events as Debezium names it; each has a prefix of its own, so that one contestant reads one topic only.
 *
 * @param prefix the connector's {@code topic.prefix}
 */
public record Topic(String prefix) {
    public static final int PARTITIONS = 4;
    static final String SOURCE = "bench";
    static final String TABLE = "orders";

    public String name() {
        return prefix + ".public." + TABLE;
    }

    /** The index that its documents go to: named like the topic. */
    public String index() {
        return name();
    }
}
