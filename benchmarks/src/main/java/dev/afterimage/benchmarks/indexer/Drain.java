package dev.afterimage.benchmarks.indexer;

import dev.afterimage.benchmarks.contestant.Contestant;
import dev.afterimage.benchmarks.contestant.Work;
import dev.afterimage.benchmarks.data.LoadedTopic;
import dev.afterimage.benchmarks.gateway.BulkRule;
import dev.afterimage.benchmarks.gateway.Gateway;
import dev.afterimage.benchmarks.index.IndexCheck;
import dev.afterimage.benchmarks.index.ModelComparison;
import dev.afterimage.benchmarks.index.TargetIndex;
import dev.afterimage.benchmarks.measure.CommitWatch;
import dev.afterimage.benchmarks.measure.JvmGauge;
import dev.afterimage.benchmarks.measure.Usage;
import dev.afterimage.benchmarks.measure.Wait;
import java.time.Duration;

/**
 * One contestant empties one topic into the index; the clock runs from the commit that ends the warm-up to the last commit.
 *
 * <p>Offsets are looked at every 10 ms from outside. Both contestants commit at most twice a second, so a rate over ten seconds is
 * uncertain by up to five per cent, and a median of several by less.
 */
final class Drain {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(10);

    /**
     * What one run gave.
     *
     * @param contestant who ran
     * @param rate records a second after the warm-up; 0 if the index is wrong
     * @param cpuMicros CPU of the contestant's process a record after the warm-up, microseconds
     * @param cpuMicrosWhole the same over the whole run, start of the process included
     * @param allocated bytes allocated a record after the warm-up
     * @param nodeMicros CPU of the Elasticsearch process a record after the warm-up, microseconds
     * @param operations operations sent to the index a record, over the whole run
     * @param check the index compared with the model
     */
    record Result(
            String contestant,
            double rate,
            double cpuMicros,
            double cpuMicrosWhole,
            double allocated,
            double nodeMicros,
            double operations,
            IndexCheck check) {}

    private final Stage stage;
    private final LoadedTopic data;
    private final int warmUp;

    /** @param warmUp records before the clock runs */
    Drain(Stage stage, LoadedTopic data, int warmUp) {
        this.stage = stage;
        this.data = data;
        this.warmUp = warmUp;
    }

    /** Runs into an index made anew. */
    Result run(Contestant contestant, TargetIndex.Settings settings) {
        new TargetIndex(stage.node(), data.topic().index()).renew(settings);
        return again(contestant, stage.node().url());
    }

    /** Runs into an index made anew, through a gateway. */
    Result run(Contestant contestant, TargetIndex.Settings settings, BulkRule rule) {
        new TargetIndex(stage.node(), data.topic().index()).renew(settings);
        try (Gateway gateway = Gateway.start(stage.node().url(), rule)) {
            return again(contestant, gateway.url());
        }
    }

    /** Runs, from the topic's beginning, into the index as it is. */
    Result again(Contestant contestant, String elasticsearch) {
        TargetIndex index = new TargetIndex(stage.node(), data.topic().index());
        long operationsBefore = index.operations();
        Work work = new Work(data.topic(), stage.newGroup(), elasticsearch);
        String bootstrap = stage.stack().kafka().bootstrapServers();
        Usage from;
        Usage to;
        long committedFrom;
        try (CommitWatch watch =
                        new CommitWatch(bootstrap, work.group(), data.topic().name());
                Contestant.Running running = contestant.start(work)) {
            Wait.until(contestant.name() + " begins", Duration.ofSeconds(60), LOOK_EVERY, () -> watch.committed() > 0);
            try (JvmGauge gauge =
                    JvmGauge.of(running.pid(), stage.stack().elasticsearch().pid())) {
                long[] committed = new long[1];
                Wait.until(contestant.name() + " warms up", PATIENCE, LOOK_EVERY, () -> {
                    committed[0] = watch.committed();
                    return committed[0] >= warmUp;
                });
                from = gauge.read();
                committedFrom = committed[0];
                Wait.until(
                        contestant.name() + " ends", PATIENCE, LOOK_EVERY, () -> watch.committed() >= data.records());
                to = gauge.read();
            }
        }
        IndexCheck check = ModelComparison.of(stage.node(), data.topic(), data.expected());
        double records = data.records() - committedFrom;
        double rate = check.exact() ? records / ((to.at() - from.at()) / 1e9) : 0;
        Result result = new Result(
                contestant.name(),
                rate,
                (to.cpuNanos() - from.cpuNanos()) / 1000.0 / records,
                to.cpuNanos() / 1000.0 / data.records(),
                (to.allocatedBytes() - from.allocatedBytes()) / records,
                (to.nodeCpuNanos() - from.nodeCpuNanos()) / 1000.0 / records,
                (index.operations() - operationsBefore) / (double) data.records(),
                check);
        Stage.say(
                "%-12s %,8.0f events/s over %,.0f events, %5.1f us CPU and %,6.0f B an event, node %5.1f us; index %s",
                result.contestant(),
                result.rate(),
                records,
                result.cpuMicros(),
                result.allocated(),
                result.nodeMicros(),
                check.words());
        return result;
    }
}
