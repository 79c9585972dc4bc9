package dev.afterimage.benchmarks.indexer;

import dev.afterimage.benchmarks.contestant.Contestant;
import dev.afterimage.benchmarks.data.LoadedTopic;
import dev.afterimage.benchmarks.data.Topic;
import dev.afterimage.benchmarks.data.Workload;
import dev.afterimage.benchmarks.index.TargetIndex;
import dev.afterimage.benchmarks.limit.LimitRun;
import dev.afterimage.benchmarks.limit.ReadyBodies;
import dev.afterimage.benchmarks.measure.Summary;
import java.util.ArrayList;
import java.util.List;

/** IDX-1, drain: how fast a full topic is emptied, against the limit and the peer, in turns. */
final class Idx1 {
    private static final int WARM_UP = 100_000;
    private static final int MEASURED = 300_000;
    private static final int KEYS = 200_000;

    private final Stage stage;
    private final int warmUp;
    private final int changes;

    Idx1(Stage stage) {
        this.stage = stage;
        this.warmUp = stage.options().events(WARM_UP);
        this.changes = warmUp + stage.options().events(MEASURED);
    }

    /** Answers the median rate of the first contestant. */
    double run(IndexerReport report) {
        Topic topic = new Topic("idx1");
        Workload workload = Workload.updates(1, KEYS);
        Stage.say("IDX-1: filling a topic with %,d updates", changes);
        LoadedTopic data = stage.topics().fill(topic, workload, changes);
        ReadyBodies bodies = ReadyBodies.of(stage.stack().folder().resolve("ready-bodies"), topic, workload, changes);
        TargetIndex index = new TargetIndex(stage.node(), topic.index());
        Stage.say("warming the node up");
        for (int i = 0; i < 2; i++) {
            index.renew(TargetIndex.Settings.DRAIN);
            LimitRun.documentsPerSecond(stage.node().url(), bodies, warmUp);
        }
        Drain drain = new Drain(stage, data, warmUp);
        List<Drain.Result> results = new ArrayList<>();
        List<Double> limits = new ArrayList<>();
        for (int pair = 0; pair < stage.options().pairs(); pair++) {
            for (Contestant contestant : stage.contestants()) {
                results.add(drain.run(contestant, TargetIndex.Settings.DRAIN));
            }
            if (stage.options().takesPart("limit")) {
                index.renew(TargetIndex.Settings.DRAIN);
                double limit = LimitRun.documentsPerSecond(stage.node().url(), bodies, warmUp);
                Stage.say("%-12s %,8.0f documents/s", "limit", limit);
                limits.add(limit);
            }
        }
        index.delete();
        report.drain(results, Summary.of(limits, Double::doubleValue));
        return IndexerReport.rate(results.stream()
                .filter(result -> result.contestant().equals(results.getFirst().contestant()))
                .toList());
    }
}
