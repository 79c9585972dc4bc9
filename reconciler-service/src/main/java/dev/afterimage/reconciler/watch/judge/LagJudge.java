package dev.afterimage.reconciler.watch.judge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Judges how far a consumer group is behind, by topic, in records and in seconds. Not thread-safe. */
public final class LagJudge {
    private final Band records;
    private final Band seconds;
    private final Memory recordsBefore = new Memory();
    private final Memory secondsBefore = new Memory();

    public LagJudge(Band records, Band seconds) {
        this.records = records;
        this.seconds = seconds;
    }

    /** @param members instances that read in the group */
    public List<Reading> judge(String group, int members, List<PartitionFacts> partitions) {
        Map<String, List<PartitionFacts>> topics = new TreeMap<>();
        partitions.forEach(one ->
                topics.computeIfAbsent(one.topic(), absent -> new ArrayList<>()).add(one));
        recordsBefore.keep(topics.keySet());
        secondsBefore.keep(topics.keySet());
        List<Reading> readings = new ArrayList<>();
        if (members == 0) {
            readings.add(Reading.of(
                    Sign.LAG,
                    group,
                    Level.CRITICAL,
                    "no instance of the indexer reads in the group " + group,
                    "start the indexer; readiness and log tell why it does not run"));
        }
        topics.forEach((topic, some) -> readings.add(topic(topic, some)));
        return readings;
    }

    private Reading topic(String topic, List<PartitionFacts> partitions) {
        long behind = partitions.stream().mapToLong(PartitionFacts::behind).sum();
        Duration oldest = partitions.stream()
                .map(PartitionFacts::waiting)
                .filter(java.util.Objects::nonNull)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        Level level = Level.worse(
                recordsBefore.judge(records, topic, behind), secondsBefore.judge(seconds, topic, oldest.toSeconds()));
        return Reading.of(
                        Sign.LAG,
                        topic,
                        level,
                        behind == 0
                                ? "everything is settled"
                                : Words.number(behind) + " records wait, the oldest for " + Words.time(oldest),
                        "look at the indexer's page: it names a table that is held or stopped; where all flow, start more instances")
                .with(Map.of(Figure.LAG_RECORDS, (double) behind, Figure.LAG, oldest.toMillis() / 1_000.0));
    }
}
