package dev.afterimage.benchmarks.assembler;

import dev.afterimage.benchmarks.measure.Latencies;
import dev.afterimage.benchmarks.measure.Pace;
import dev.afterimage.benchmarks.measure.Wait;
import java.time.Duration;

/** TXN-3: one transaction of 100,000 events among small ones, under a heap of 512 MB. */
final class Txn3 {
    private static final int GIANT = 100_000;
    private static final int SMALL = 3;
    private static final double PER_SECOND = 100;
    private static final int COMMIT_MS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Stage stage;

    /**
     * What one run gave.
     *
     * @param contestant who ran
     * @param giantSeconds from the giant's END until all of it was committed; not a number if it never was
     * @param others latencies of the small ones from the giant's first event to its last document
     * @param survived whether the process lived through it
     */
    record Result(String contestant, double giantSeconds, Latencies others, boolean survived) {}

    Txn3(Stage stage) {
        this.stage = stage;
    }

    void run(AssemblerReport report) {
        for (Contestant contestant : stage.contestants()) {
            Result result = run(contestant);
            Stage.say(
                    "TXN-3 %-13s giant after %,.1f s, others p99 %,.0f ms, %s",
                    result.contestant(),
                    result.giantSeconds(),
                    result.others().millis(99),
                    result.survived() ? "lived under 512 MB" : "DIED");
            report.giant(result, stage.options().scaled(GIANT, 20_000));
        }
    }

    private Result run(Contestant contestant) {
        String prefix = "txn3" + contestant.name();
        int giant = stage.options().scaled(GIANT, 20_000);
        long last = 1_000_000;
        try (Source source = new Source(stage.bootstrap(), prefix)) {
            Work work = stage.work(prefix, COMMIT_MS);
            try (Contestant.Running running = contestant.start(work);
                    Output output = new Output(stage.bootstrap(), work.output())) {
                source.transaction(1, SMALL);
                source.flush();
                Wait.until(contestant.name() + " begins", PATIENCE, Duration.ofMillis(20), () -> output.events() > 0);
                source.begin(last);
                Pace pace = new Pace(System.nanoTime(), PER_SECOND);
                int sent = 0;
                long[] due = new long[100_000];
                int perSmall = 100;
                for (int order = 1; order <= giant; order++) {
                    source.row(last, order);
                    if (order % perSmall == 0) {
                        Pace.until(pace.due(sent));
                        due[sent] = pace.due(sent);
                        source.transaction(10 + sent++, SMALL);
                    }
                }
                source.end(last, giant);
                source.flush();
                long ended = System.nanoTime();
                long until = ended + PATIENCE.toNanos();
                while (output.events(last) < giant
                        && System.nanoTime() < until
                        && alive(running)
                        && sent < due.length) {
                    Pace.until(pace.due(sent));
                    due[sent] = pace.due(sent);
                    source.transaction(10 + sent++, SMALL);
                }
                source.flush();
                int all = sent;
                boolean done = output.events(last) == giant;
                if (done) {
                    Wait.until(
                            "the last small one",
                            PATIENCE,
                            Duration.ofMillis(20),
                            () -> output.events(10 + all - 1) == SMALL);
                }
                Latencies others = new Latencies();
                for (int i = 0; i < sent; i++) {
                    if (output.seenAt(10 + i) > 0) {
                        others.record(output.seenAt(10 + i) - due[i]);
                    }
                }
                return new Result(
                        contestant.name(),
                        done ? (output.seenAt(last) - ended) / 1e9 : Double.NaN,
                        others,
                        alive(running));
            }
        }
    }

    private static boolean alive(Contestant.Running running) {
        return ProcessHandle.of(running.pid()).map(ProcessHandle::isAlive).orElse(false);
    }
}
