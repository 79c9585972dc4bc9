package dev.afterimage.reconciler.watch.judge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Judges how close a topic's beginning is to what the indexer's group has not settled. Not thread-safe. */
public final class RetentionJudge {
    private final Band share;
    private final Memory before = new Memory();

    /** @param share of a topic's retention that a waiting record has used up, in percent */
    public RetentionJudge(Band share) {
        this.share = share;
    }

    /** @param retention how long each topic keeps records; absent where it keeps them for ever */
    public List<Reading> judge(List<PartitionFacts> partitions, Map<String, Duration> retention) {
        Map<String, List<PartitionFacts>> topics = new TreeMap<>();
        partitions.forEach(one ->
                topics.computeIfAbsent(one.topic(), absent -> new ArrayList<>()).add(one));
        before.keep(topics.keySet());
        List<Reading> readings = new ArrayList<>();
        topics.forEach((topic, some) -> readings.add(topic(topic, some, retention.get(topic))));
        return readings;
    }

    private Reading topic(String topic, List<PartitionFacts> partitions, @Nullable Duration retention) {
        long lost = partitions.stream().mapToLong(PartitionFacts::lost).sum();
        long room = partitions.stream()
                .mapToLong(one -> one.committed() == null ? 0 : Math.max(0, one.committed() - one.begin()))
                .min()
                .orElse(0);
        double used = partitions.stream()
                .mapToDouble(one -> used(one, retention))
                .max()
                .orElse(0);
        Level level = lost > 0 ? Level.CRITICAL : before.judge(share, topic, used);
        String what = lost > 0
                ? Words.number(lost) + " records are gone that the indexer never settled"
                : retention == null
                        ? "it keeps records for ever"
                        : String.format(
                                java.util.Locale.ROOT,
                                "of %s that it keeps, %.0f %% are used up by what waits",
                                Words.time(retention),
                                used);
        return Reading.of(
                        Sign.RETENTION,
                        topic,
                        level,
                        what,
                        lost > 0
                                ? "take an incremental snapshot of the table, then reconcile it with repair"
                                : "raise the topic's retention.ms first, then mend the indexer's lag")
                .with(Map.of(Figure.RETENTION_ROOM, (double) room));
    }

    private static double used(PartitionFacts partition, @Nullable Duration retention) {
        Duration waiting = partition.waiting();
        return retention == null || waiting == null
                ? 0
                : 100.0 * waiting.toMillis() / Math.max(1, retention.toMillis());
    }
}
