package dev.afterimage.benchmarks.assembler;

import dev.afterimage.benchmarks.measure.JvmGauge;
import dev.afterimage.benchmarks.measure.Usage;
import dev.afterimage.benchmarks.measure.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** TXN-1, steady: how fast full topics are assembled, in turns, all with the same commit interval. */
final class Txn1 {
    private static final int SIZE = 10;
    private static final int WARM_UP = 8_000;
    private static final int MEASURED = 24_000;
    private static final int COMMIT_MS = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final Duration LOOK_EVERY = Duration.ofMillis(10);

    private final Stage stage;
    private final int warmUp;
    private final int transactions;

    /**
     * What one run gave.
     *
     * @param contestant who ran
     * @param rate events a second after the warm-up; 0 if the output is wrong
     * @param cpuMicros CPU an event after the warm-up, microseconds
     * @param exact whether each transaction came once and whole
     */
    record Result(String contestant, double rate, double cpuMicros, boolean exact) {}

    Txn1(Stage stage) {
        this.stage = stage;
        this.warmUp = stage.options().scaled(WARM_UP, 4_000);
        this.transactions = warmUp + stage.options().scaled(MEASURED, 6_000);
    }

    void run(AssemblerReport report) {
        Stage.say("TXN-1: filling topics with %,d transactions of %d", transactions, SIZE);
        try (Source source = new Source(stage.bootstrap(), "txn1")) {
            for (int number = 0; number < transactions; number++) {
                source.transaction(number, SIZE);
            }
            source.flush();
        }
        List<Contestant> all = new ArrayList<>(stage.contestants());
        if (stage.limit() != null) {
            all.add(stage.limit());
        }
        List<Result> results = new ArrayList<>();
        for (int pair = 0; pair < stage.options().pairs(); pair++) {
            for (Contestant contestant : all) {
                results.add(drain(contestant));
            }
        }
        report.steady(results, COMMIT_MS);
    }

    private Result drain(Contestant contestant) {
        Work work = stage.work("txn1", COMMIT_MS);
        long total = (long) transactions * SIZE;
        try (Contestant.Running running = contestant.start(work);
                Output output = new Output(stage.bootstrap(), work.output())) {
            Wait.until(
                    contestant.name() + " warms up",
                    PATIENCE,
                    LOOK_EVERY,
                    () -> output.events() >= (long) warmUp * SIZE);
            try (JvmGauge gauge =
                    JvmGauge.of(running.pid(), stage.stack().kafka().pid())) {
                Usage from = gauge.read();
                long first = output.events();
                Wait.until(contestant.name() + " ends", PATIENCE, LOOK_EVERY, () -> output.events() >= total);
                Usage to = gauge.read();
                boolean exact = exact(output);
                double events = total - first;
                Result result = new Result(
                        contestant.name(),
                        exact ? events / ((to.at() - from.at()) / 1e9) : 0,
                        (to.cpuNanos() - from.cpuNanos()) / 1000.0 / events,
                        exact);
                Stage.say(
                        "%-13s %,8.0f events/s over %,.0f events, %5.1f us CPU an event, %s",
                        result.contestant(),
                        result.rate(),
                        events,
                        result.cpuMicros(),
                        exact ? "each transaction once and whole" : "OUTPUT WRONG");
                return result;
            }
        }
    }

    private boolean exact(Output output) {
        for (int number = 0; number < transactions; number++) {
            if (output.events(number) != SIZE) {
                return false;
            }
        }
        return output.transactions() == transactions;
    }
}
