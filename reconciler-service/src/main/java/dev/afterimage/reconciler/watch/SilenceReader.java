package dev.afterimage.reconciler.watch;

import dev.afterimage.reconciler.config.WatchProperties;
import dev.afterimage.reconciler.watch.judge.Cadence;
import dev.afterimage.reconciler.watch.judge.Reading;
import dev.afterimage.reconciler.watch.judge.Sign;
import dev.afterimage.reconciler.watch.judge.SilenceJudge;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Which table is quiet that should not be? */
@Singleton
final class SilenceReader implements SignReader {
    /** How much of the past is looked at when a table is first seen, and how finely. */
    private static final Duration PAST = Duration.ofDays(7);

    private static final Duration STEP = Duration.ofHours(1);
    /** Steps of the past that are read in one look, so that a look stays short. */
    private static final int STEPS = 24;
    /** Looks further apart than this do not show how long the pauses between records were. */
    private static final Duration BLIND = Duration.ofMinutes(15);

    private final Topics topics;
    private final Map<String, Duration> set;
    private final Duration least;
    private final Duration learning;
    private final Instant begun = Instant.now();
    private final Map<String, Cadence> cadences = new HashMap<>();
    private final Map<String, Instant> learnedUntil = new HashMap<>();
    private Instant lookedAt = begun;

    SilenceReader(Topics topics, WatchProperties properties) {
        this.topics = topics;
        this.set = properties.silences();
        this.least = properties.silenceLeast();
        this.learning = properties.silenceLearning();
    }

    @Override
    public Sign sign() {
        return Sign.SILENCE;
    }

    @Override
    public List<Reading> read() throws InterruptedException {
        Map<String, String> tables = topics.ofTables();
        cadences.keySet().retainAll(tables.keySet());
        learnedUntil.keySet().retainAll(tables.keySet());
        List<TopicPartition> partitions = topics.partitions(tables.values());
        learnPast(tables, partitions);
        Map<String, Instant> newest = topics.newest(partitions);
        Instant now = Instant.now();
        if (Duration.between(lookedAt, now).compareTo(BLIND) > 0) {
            cadences.values().forEach(Cadence::blind);
        }
        lookedAt = now;
        List<Reading> readings = new ArrayList<>();
        tables.forEach((table, topic) -> {
            Duration allowed = set.get(table);
            if (allowed == null) {
                readings.add(learned(table, newest.get(topic), now));
            } else if (!allowed.isZero()) {
                readings.add(SilenceJudge.set(table, newest.get(topic), allowed, begun, now));
            }
        });
        return readings;
    }

    private Reading learned(String table, @Nullable Instant newest, Instant now) {
        Cadence cadence = cadence(table);
        if (newest != null) {
            cadence.newest(newest);
        }
        return SilenceJudge.learned(table, newest, cadence, now);
    }

    /** Goes on through the past of the tables that are new, some steps a look. */
    private void learnPast(Map<String, String> tables, List<TopicPartition> partitions) throws InterruptedException {
        Instant now = Instant.now();
        List<String> behind = tables.keySet().stream()
                .filter(table -> !set.containsKey(table))
                .filter(table -> until(table, now).plus(STEP).isBefore(now))
                .toList();
        if (behind.isEmpty()) {
            return;
        }
        Instant from = behind.stream()
                .map(table -> until(table, now))
                .min(Instant::compareTo)
                .orElse(now);
        for (int step = 0; step < STEPS && from.isBefore(now); step++) {
            Map<String, Instant> next = topics.firstSince(partitions, from);
            for (String table : behind) {
                Instant first = next.get(tables.getOrDefault(table, ""));
                if (first != null && !until(table, now).isAfter(from)) {
                    cadence(table).past(from, first);
                }
            }
            from = from.plus(STEP);
            Instant reached = from;
            behind.forEach(
                    table -> learnedUntil.merge(table, reached, (one, other) -> one.isAfter(other) ? one : other));
        }
    }

    private Instant until(String table, Instant now) {
        return learnedUntil.getOrDefault(table, now.minus(PAST));
    }

    private Cadence cadence(String table) {
        return cadences.computeIfAbsent(table, absent -> new Cadence(least, learning));
    }
}
