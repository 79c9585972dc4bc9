package dev.afterimage.indexer.status;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/** Records settled a second by topic, over about the last minute. Fed by one thread, read by any. */
@Singleton
final class Throughput {
    private static final Duration WINDOW = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofSeconds(5);

    private record Sample(Instant at, long settled) {}

    private final Map<String, ArrayDeque<Sample>> samples = new HashMap<>();
    private Instant last = Instant.EPOCH;
    private volatile Map<String, Double> rates = Map.of();

    /** The newest rates; a topic that was only just seen has none. */
    Map<String, Double> rates() {
        return rates;
    }

    /** Takes a sample, unless the last one is too fresh. */
    void sample(PipelineSnapshot snapshot, Instant now) {
        if (now.isBefore(last.plus(STEP))) {
            return;
        }
        last = now;
        Map<String, Double> fresh = new HashMap<>();
        for (TopicStatus topic : snapshot.topics()) {
            long settled = topic.partitions().stream()
                    .mapToLong(partition -> partition.accounting().settled())
                    .sum();
            fresh.put(topic.topic(), rate(topic.topic(), new Sample(now, settled)));
        }
        samples.keySet().retainAll(fresh.keySet());
        rates = Map.copyOf(fresh);
    }

    private double rate(String topic, Sample sample) {
        ArrayDeque<Sample> kept = samples.computeIfAbsent(topic, key -> new ArrayDeque<>());
        if (!kept.isEmpty() && sample.settled() < kept.getLast().settled()) {
            kept.clear(); // a partition went to another instance: begin anew
        }
        kept.addLast(sample);
        while (kept.getFirst().at().isBefore(sample.at().minus(WINDOW))) {
            kept.removeFirst();
        }
        long millis = Duration.between(kept.getFirst().at(), sample.at()).toMillis();
        return millis == 0 ? 0 : (sample.settled() - kept.getFirst().settled()) * 1000.0 / millis;
    }
}
