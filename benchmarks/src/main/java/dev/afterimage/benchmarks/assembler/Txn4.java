package dev.afterimage.benchmarks.assembler;

import dev.afterimage.benchmarks.measure.Wait;
import java.time.Duration;

/** TXN-4: killed with half a million open events, started again over its state: how long until the first transaction leaves, the start of the process included. */
final class Txn4 {
    private static final int OPEN = 50_000;
    private static final int SIZE = 10;
    private static final int COMMIT_MS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Stage stage;

    Txn4(Stage stage) {
        this.stage = stage;
    }

    void run(AssemblerReport report) {
        if (!stage.options().takesPart("assembler")) {
            return;
        }
        Contestant contestant = new OurAssembler(stage.stack(), null);
        int open = stage.options().scaled(OPEN, 5_000);
        try (Source source = new Source(stage.bootstrap(), "txn4")) {
            Work work = stage.work("txn4", COMMIT_MS);
            try (Contestant.Running running = contestant.start(work);
                    Output output = new Output(stage.bootstrap(), work.output())) {
                for (int number = 0; number < open; number++) {
                    source.begin(number);
                    for (int order = 1; order <= SIZE; order++) {
                        source.row(number, order);
                    }
                }
                // Behind all the others in every partition, so that they have been read when these leave.
                for (int number = open; number < open + 40; number++) {
                    source.transaction(number, SIZE);
                }
                source.flush();
                Wait.until(
                        "all is read",
                        PATIENCE,
                        LOOK_EVERY,
                        () -> output.transactions() == 40 && output.events() == 40L * SIZE);
                running.kill();
                for (int number = 0; number < open; number++) {
                    source.end(number, SIZE);
                }
                source.flush();
                long started = System.nanoTime();
                running.startAgain();
                Wait.until("the first one after the start", PATIENCE, LOOK_EVERY, () -> output.events() > 40L * SIZE);
                double first = (System.nanoTime() - started) / 1e9;
                long total = (open + 40L) * SIZE;
                Wait.until("all of them", PATIENCE, LOOK_EVERY, () -> output.events() >= total);
                double last = (System.nanoTime() - started) / 1e9;
                boolean exact = true;
                for (int number = 0; number < open + 40; number++) {
                    exact &= output.events(number) == SIZE;
                }
                Stage.say(
                        "TXN-4 first after %.1f s, all %,d after %.1f s, %s",
                        first, open, last, exact ? "each once and whole" : "OUTPUT WRONG");
                report.restored(open * SIZE, first, last, exact);
            }
        }
    }
}
