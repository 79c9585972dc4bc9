package dev.afterimage.benchmarks.indexer;

import dev.afterimage.benchmarks.contestant.Contestant;
import dev.afterimage.benchmarks.data.LoadedTopic;
import dev.afterimage.benchmarks.data.Topic;
import dev.afterimage.benchmarks.data.Workload;
import dev.afterimage.benchmarks.index.TargetIndex;
import java.util.ArrayList;
import java.util.List;

/** IDX-3, hot keys: a few rows change all the time; what is written is counted by the node. */
final class Idx3 {
    private static final int WARM_UP = 60_000;
    private static final int MEASURED = 200_000;
    private static final int KEYS = 10_000;
    private static final double ZIPF = 1.1;

    private final Stage stage;

    Idx3(Stage stage) {
        this.stage = stage;
    }

    void run(IndexerReport report) {
        int warmUp = stage.options().events(WARM_UP);
        int changes = warmUp + stage.options().events(MEASURED);
        Stage.say("IDX-3: %,d updates of hot keys", changes);
        LoadedTopic data = stage.topics().fill(new Topic("idx3"), Workload.hot(3, KEYS, ZIPF), changes);
        List<Drain.Result> results = new ArrayList<>();
        for (Contestant contestant : stage.contestants()) {
            results.add(new Drain(stage, data, warmUp).run(contestant, TargetIndex.Settings.DRAIN));
        }
        new TargetIndex(stage.node(), data.topic().index()).delete();
        stage.topics().delete(data.topic());
        report.hotKeys(results);
    }
}
