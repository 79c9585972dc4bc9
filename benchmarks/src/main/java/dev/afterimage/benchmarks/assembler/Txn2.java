package dev.afterimage.benchmarks.assembler;

import dev.afterimage.benchmarks.measure.Latencies;
import dev.afterimage.benchmarks.measure.Pace;
import dev.afterimage.benchmarks.measure.Wait;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;

/** TXN-2, the mission's rate: 80,000 transactions a minute, sizes log-normal, fifty of them interleaved, in an open loop. */
final class Txn2 {
    private static final double PER_SECOND = 80_000 / 60.0;
    private static final int SECONDS = 40;
    /** At a quarter of the rate, so that no backlog of the time of compilation is in the figures. */
    private static final int WARM_UP_SECONDS = 40;

    private static final double WARM_UP_RATE = PER_SECOND / 4;
    private static final int INTERLEAVED = 50;
    private static final int COMMIT_MS = 100;
    /** Log-normal with median 3 and 99th percentile 200. */
    private static final double SIGMA = Math.log(200 / 3.0) / 2.326;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Stage stage;

    /**
     * What one run gave.
     *
     * @param contestant who ran
     * @param latencies from the scheduled send of the END to the committed output, after the warm-up
     * @param partial transactions that did not come once and whole
     */
    record Result(String contestant, Latencies latencies, int partial) {}

    Txn2(Stage stage) {
        this.stage = stage;
    }

    void run(AssemblerReport report) {
        for (Contestant contestant : stage.contestants()) {
            Result result = run(contestant);
            Stage.say(
                    "TXN-2 %-13s p50 %,.0f ms, p99 %,.0f ms, partial %d",
                    result.contestant(),
                    result.latencies().millis(50),
                    result.latencies().millis(99),
                    result.partial());
            report.latency(result);
        }
    }

    private Result run(Contestant contestant) {
        String prefix = "txn2" + contestant.name();
        int warmUp = (int) (WARM_UP_RATE * WARM_UP_SECONDS);
        int count = warmUp + (int) (PER_SECOND * stage.options().scaled(SECONDS, 15));
        int[] sizes = sizes(count);
        long[] due = new long[count];
        try (Source source = new Source(stage.bootstrap(), prefix)) {
            Work work = stage.work(prefix, COMMIT_MS);
            try (Contestant.Running running = contestant.start(work);
                    Output output = new Output(stage.bootstrap(), work.output())) {
                // Until it has taken up its tasks, nothing is timed.
                source.transaction(count, 1);
                source.flush();
                Wait.until(contestant.name() + " begins", PATIENCE, Duration.ofMillis(20), () -> output.events() > 0);
                Deque<Integer> open = new ArrayDeque<>();
                send(source, open, sizes, due, 0, warmUp, WARM_UP_RATE);
                send(source, open, sizes, due, warmUp, count, PER_SECOND);
                while (!open.isEmpty()) {
                    end(source, open.remove(), sizes, due, System.nanoTime());
                }
                source.flush();
                int wanted = count + 1;
                Wait.until(
                        contestant.name() + " ends",
                        PATIENCE,
                        Duration.ofMillis(20),
                        () -> output.transactions() == wanted && whole(output, sizes) == count);
                return result(contestant, output, sizes, due, warmUp);
            }
        }
    }

    /** Begins transactions at a rate, and ends each as fifty others have begun. */
    private static void send(
            Source source, Deque<Integer> open, int[] sizes, long[] due, int from, int to, double perSecond) {
        Pace pace = new Pace(System.nanoTime(), perSecond);
        for (int number = from; number < to; number++) {
            long when = pace.due(number - from);
            Pace.until(when);
            source.begin(number);
            rows(source, number, 1, sizes[number] / 2);
            open.add(number);
            if (open.size() > INTERLEAVED) {
                end(source, open.remove(), sizes, due, when);
            }
        }
    }

    /** The first half of a transaction's rows comes with its BEGIN, the others with its END, fifty transactions later. */
    private static void end(Source source, int number, int[] sizes, long[] due, long when) {
        rows(source, number, sizes[number] / 2 + 1, sizes[number]);
        source.end(number, sizes[number]);
        due[number] = when;
    }

    private static void rows(Source source, int number, int from, int to) {
        for (int order = from; order <= to; order++) {
            source.row(number, order);
        }
    }

    private static int whole(Output output, int[] sizes) {
        int whole = 0;
        for (int number = 0; number < sizes.length; number++) {
            if (output.events(number) == sizes[number]) {
                whole++;
            }
        }
        return whole;
    }

    private static Result result(Contestant contestant, Output output, int[] sizes, long[] due, int warmUp) {
        Latencies latencies = new Latencies();
        for (int number = warmUp; number < sizes.length; number++) {
            latencies.record(output.seenAt(number) - due[number]);
        }
        return new Result(contestant.name(), latencies, sizes.length - whole(output, sizes));
    }

    private static int[] sizes(int count) {
        SplittableRandom random = new SplittableRandom(2);
        int[] sizes = new int[count];
        for (int i = 0; i < count; i++) {
            double gauss =
                    Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
            sizes[i] = Math.clamp(Math.round(3 * Math.exp(SIGMA * gauss)), 1, 1_000);
        }
        return sizes;
    }
}
