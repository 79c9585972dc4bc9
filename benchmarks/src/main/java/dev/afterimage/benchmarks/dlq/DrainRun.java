package dev.afterimage.benchmarks.dlq;

import dev.afterimage.benchmarks.measure.Wait;
import dev.afterimage.localstack.part.Service;
import java.time.Duration;

/** DLQ-2: entries become due all at once; timed from then until the outcome of the last one is recorded. */
final class DrainRun {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String OPEN =
            "select count(*) from (select 1 from cdc_dead_letter_queue where resolved_at is null limit 1) x";

    private final Bench bench;

    DrainRun(Bench bench) {
        this.bench = bench;
    }

    /** Entries a second. */
    double run(String name, int rows) {
        String database = bench.freshDatabase(name);
        String servers = bench.stack().kafka().bootstrapServers();
        LetterTopic.create(servers, name, name + ".outcomes");
        Service service = bench.launch(database, name, name);
        try (EchoGroup echo = new EchoGroup(servers, name + "-consumer", name + ".outcomes")) {
            service.awaitReady();
            LetterTopic.fill(servers, name, name + "-consumer", rows);
            Wait.until(
                    "the parking",
                    PATIENCE,
                    Duration.ofMillis(200),
                    () -> bench.number(database, "select count(*) from cdc_dead_letter_queue") == rows);
            bench.execute(
                    database,
                    "update cdc_dead_letter_queue set state = 'waiting', next_retry_at = now() where state = 'attention'");
            double rate;
            try (Question open = bench.question(database, OPEN)) {
                long from = System.nanoTime();
                // As with the peer, the table is asked only when all was worked at.
                Wait.until(
                        "the last sending",
                        PATIENCE,
                        Duration.ofMillis(20),
                        () -> echo.sentAt().size() >= rows);
                Wait.until("the last outcome", PATIENCE, Duration.ofMillis(20), () -> open.answer() == 0);
                rate = rows * 1e9 / (System.nanoTime() - from);
            }
            long applied = bench.number(
                    database,
                    "select count(*) from cdc_dead_letter_queue where resolution = 'applied' and retry_count = 1");
            if (applied != rows || echo.sentAt().size() != rows) {
                throw new IllegalStateException("of " + rows + " entries " + applied + " came home once, "
                        + echo.sentAt().size() + " were sent");
            }
            return rate;
        } finally {
            bench.stack().services().remove(service);
        }
    }
}
