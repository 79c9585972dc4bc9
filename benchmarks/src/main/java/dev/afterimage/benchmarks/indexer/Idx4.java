package dev.afterimage.benchmarks.indexer;

import dev.afterimage.benchmarks.contestant.Contestant;
import dev.afterimage.benchmarks.data.LoadedTopic;
import dev.afterimage.benchmarks.data.Topic;
import dev.afterimage.benchmarks.data.Workload;
import dev.afterimage.benchmarks.index.IndexDigest;
import dev.afterimage.benchmarks.index.TargetIndex;
import dev.afterimage.benchmarks.measure.Wait;
import java.util.ArrayList;
import java.util.List;

/** IDX-4, replay: everything that was applied, deletes that the node has forgotten included, comes a second time. */
final class Idx4 {
    private static final int WARM_UP = 60_000;
    private static final int MEASURED = 240_000;
    private static final int KEYS = 100_000;
    private static final double DELETES = 0.1;
    private static final long TO_FORGET_MILLIS = 2_000;

    private final Stage stage;

    Idx4(Stage stage) {
        this.stage = stage;
    }

    /**
     * What a replay did.
     *
     * @param drain its rate and costs
     * @param changed documents that are not what they were before it
     */
    record Replay(Drain.Result drain, int changed) {}

    /** @param drainRate what IDX-1 gave, or 0 */
    void run(IndexerReport report, double drainRate) {
        int warmUp = stage.options().events(WARM_UP);
        int changes = warmUp + stage.options().events(MEASURED);
        Stage.say("IDX-4: %,d changes, then all of them again", changes);
        LoadedTopic data = stage.topics().fill(new Topic("idx4"), Workload.mixed(4, KEYS, DELETES), changes);
        List<Replay> replays = new ArrayList<>();
        Drain drain = new Drain(stage, data, warmUp);
        for (Contestant contestant : stage.contestants()) {
            drain.run(contestant, TargetIndex.Settings.LIVE.forgettingDeletes());
            IndexDigest before = IndexDigest.of(stage.node(), data.topic().index());
            Wait.millis(TO_FORGET_MILLIS);
            Drain.Result again = drain.again(contestant, stage.node().url());
            int changed =
                    before.changedTo(IndexDigest.of(stage.node(), data.topic().index()));
            Stage.say("%-12s replayed: %,d documents changed", contestant.name(), changed);
            replays.add(new Replay(again, changed));
        }
        new TargetIndex(stage.node(), data.topic().index()).delete();
        stage.topics().delete(data.topic());
        report.replay(replays, drainRate);
    }
}
