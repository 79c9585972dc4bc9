package dev.afterimage.indexer.plan;

import java.util.List;
import java.util.Map;

/**
 * Which epoch an event belongs to: epochs are ranges of original offsets per partition of a topic. Immutable.
 *
 * @param openings per source, its epochs after the first, in rising order
 */
public record EpochBook(Map<String, List<Opening>> openings) {
    /** No source has a second epoch. */
    public static final EpochBook EMPTY = new EpochBook(Map.of());

    /**
     * The beginning of an epoch.
     *
     * @param epoch its number, 1 to 31
     * @param from {@code topic-partition} to the first offset of the epoch; in partitions that are not named it has not begun
     */
    public record Opening(int epoch, Map<String, Long> from) {}

    /** The epoch of an event by where it stood first. */
    public int epochOf(String source, String topic, int partition, long offset) {
        List<Opening> all = openings.get(source);
        if (all == null) {
            return 0;
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            Opening opening = all.get(i);
            if (offset >= opening.from().getOrDefault(topic + "-" + partition, Long.MAX_VALUE)) {
                return opening.epoch();
            }
        }
        return 0;
    }

    /** Whether an event is the first of an epoch in its partition, so that its position is not measured by what came before. */
    public boolean begins(String source, String topic, int partition, long offset) {
        List<Opening> all = openings.get(source);
        if (all == null) {
            return false;
        }
        Long place = offset;
        return all.stream().anyMatch(opening -> place.equals(opening.from().get(topic + "-" + partition)));
    }

    /** Whether the newest epoch of a source has not begun yet in a partition: the next fall of the position there is its beginning. */
    public boolean awaits(String source, String topic, int partition) {
        List<Opening> all = openings.get(source);
        return all != null && !all.isEmpty() && !all.getLast().from().containsKey(topic + "-" + partition);
    }

    /** The newest epoch of a source. */
    public int current(String source) {
        List<Opening> all = openings.get(source);
        return all == null || all.isEmpty() ? 0 : all.getLast().epoch();
    }
}
