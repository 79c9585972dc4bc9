package dev.afterimage.benchmarks.dlq;

import dev.afterimage.benchmarks.measure.CommitWatch;
import dev.afterimage.benchmarks.measure.Wait;
import dev.afterimage.localstack.part.Service;
import java.time.Duration;

/** DLQ-1: a topic full of letters is parked; timed from its middle, when the service is warm, to the last committed offset. */
final class ParkRun {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Bench bench;

    ParkRun(Bench bench) {
        this.bench = bench;
    }

    /**
     * Parks.
     *
     * @param name of database, topic and group, new for each run
     * @param rows letters that are timed; as many are parked before
     * @return rows a second
     */
    double run(String name, int rows) {
        String database = bench.freshDatabase(name);
        String servers = bench.stack().kafka().bootstrapServers();
        LetterTopic.create(servers, name, name + ".outcomes");
        int all = 2 * rows;
        LetterTopic.fill(servers, name, name + "-consumer", all);
        Service service = bench.launch(database, name, name);
        try (CommitWatch watch = new CommitWatch(servers, name, name)) {
            Wait.until("the warm-up", PATIENCE, Duration.ofMillis(10), () -> watch.committed() >= rows);
            long before = watch.committed();
            long from = System.nanoTime();
            Wait.until("the last commit", PATIENCE, Duration.ofMillis(10), () -> watch.committed() >= all);
            double rate = (all - before) * 1e9 / (System.nanoTime() - from);
            long there = bench.number(
                    database,
                    "select count(*) from cdc_dead_letter_queue join cdc_dead_letter_payload on entry_id = id where length(raw_value) > 1800");
            if (there != all) {
                throw new IllegalStateException(
                        "of " + all + " letters " + there + " are parked whole: a fast wrong run counts for nothing");
            }
            return rate;
        } finally {
            bench.stack().services().remove(service);
        }
    }
}
