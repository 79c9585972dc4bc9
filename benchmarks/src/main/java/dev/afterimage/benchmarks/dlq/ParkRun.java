package dev.afterimage.benchmarks.dlq;

import dev.afterimage.benchmarks.measure.CommitWatch;
import dev.afterimage.benchmarks.measure.Wait;
import dev.afterimage.localstack.part.Service;
import java.time.Duration;

/** DLQ-1: a topic full of letters is parked; timed from the end of a warm-up to the last committed offset. */
final class ParkRun {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int WARM_UP_SHARE = 5;

    private final Bench bench;

    ParkRun(Bench bench) {
        this.bench = bench;
    }

    /**
     * Parks.
     *
     * @param name of database, topic and group, new for each run
     * @return rows a second
     */
    double run(String name, int rows) {
        String database = bench.freshDatabase(name);
        String servers = bench.stack().kafka().bootstrapServers();
        LetterTopic.create(servers, name, name + ".outcomes");
        LetterTopic.fill(servers, name, name + "-consumer", rows);
        Service service = bench.launch(database, name, name);
        try (CommitWatch watch = new CommitWatch(servers, name, name)) {
            int warmUp = rows / WARM_UP_SHARE;
            Wait.until("the warm-up", PATIENCE, Duration.ofMillis(10), () -> watch.committed() >= warmUp);
            long before = watch.committed();
            long from = System.nanoTime();
            Wait.until("the last commit", PATIENCE, Duration.ofMillis(10), () -> watch.committed() >= rows);
            double rate = (rows - before) * 1e9 / (System.nanoTime() - from);
            long there = bench.number(
                    database,
                    "select count(*) from cdc_dead_letter_queue join cdc_dead_letter_payload on entry_id = id where length(raw_value) > 1800");
            if (there != rows) {
                throw new IllegalStateException(
                        "of " + rows + " letters " + there + " are parked whole: a fast wrong run counts for nothing");
            }
            return rate;
        } finally {
            bench.stack().services().remove(service);
        }
    }
}
