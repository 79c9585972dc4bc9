package dev.afterimage.benchmarks.indexer;

import dev.afterimage.benchmarks.contestant.Contestant;
import dev.afterimage.benchmarks.contestant.Work;
import dev.afterimage.benchmarks.data.LoadedTopic;
import dev.afterimage.benchmarks.data.Topic;
import dev.afterimage.benchmarks.data.Workload;
import dev.afterimage.benchmarks.gateway.BulkRule;
import dev.afterimage.benchmarks.gateway.Throttling;
import dev.afterimage.benchmarks.index.TargetIndex;
import java.util.ArrayList;
import java.util.List;

/**
 * IDX-5, bad data: unreadable records, and a node that refuses items.
 *
 * <p>The refusing gateway costs CPU of its own, so that rate is compared with one through a gateway that refuses nothing.
 */
final class Idx5 {
    private static final int WARM_UP = 60_000;
    private static final int MEASURED = 150_000;
    private static final int KEYS = 100_000;
    private static final double POISON = 0.01;
    private static final double REFUSED = 0.05;

    private final Stage stage;

    Idx5(Stage stage) {
        this.stage = stage;
    }

    /**
     * What bad data did to one contestant.
     *
     * @param clean nothing bad, directly
     * @param poisoned unreadable records, directly
     * @param gateway nothing bad, through the gateway
     * @param both unreadable records and refused items, through the gateway
     * @param parked unreadable records found parked, byte for byte, after the two runs with poison
     * @param poison unreadable records sent in the two runs
     */
    record BadData(
            Drain.Result clean,
            Drain.Result poisoned,
            Drain.Result gateway,
            Drain.Result both,
            ParkedRecords parked,
            ParkedRecords poison) {}

    void run(IndexerReport report) {
        int warmUp = stage.options().events(WARM_UP);
        int changes = warmUp + stage.options().events(MEASURED);
        Stage.say("IDX-5: %,d changes, clean and with bad data", changes);
        Workload workload = Workload.updates(5, KEYS);
        LoadedTopic good = stage.topics().fill(new Topic("idx5good"), workload, changes);
        LoadedTopic bad = stage.topics().fill(new Topic("idx5bad"), workload.withPoison(POISON), changes);
        List<BadData> all = new ArrayList<>();
        for (Contestant contestant : stage.contestants()) {
            String deadLetters = contestant.deadLetters(new Work(bad.topic(), "", ""));
            ParkedRecords before = ParkedRecords.in(stage.stack().kafka().bootstrapServers(), deadLetters);
            Drain.Result clean = new Drain(stage, good, warmUp).run(contestant, TargetIndex.Settings.DRAIN);
            Drain.Result poisoned = new Drain(stage, bad, warmUp).run(contestant, TargetIndex.Settings.DRAIN);
            Drain.Result gateway =
                    new Drain(stage, good, warmUp).run(contestant, TargetIndex.Settings.DRAIN, BulkRule.NONE);
            Throttling throttling = new Throttling(REFUSED);
            Drain.Result both = new Drain(stage, bad, warmUp).run(contestant, TargetIndex.Settings.DRAIN, throttling);
            ParkedRecords after = ParkedRecords.in(stage.stack().kafka().bootstrapServers(), deadLetters);
            ParkedRecords parked = after.minus(before);
            ParkedRecords poison = new ParkedRecords(2L * bad.poison(), 2 * bad.poisonHash());
            Stage.say(
                    "%-12s parked %,d of %,d unreadable records%s; %,d items were refused",
                    contestant.name(),
                    parked.count(),
                    poison.count(),
                    parked.equals(poison) ? ", byte for byte" : " (NOT ALL OF THEM, or changed)",
                    throttling.refused());
            all.add(new BadData(clean, poisoned, gateway, both, parked, poison));
        }
        for (LoadedTopic each : List.of(good, bad)) {
            new TargetIndex(stage.node(), each.topic().index()).delete();
            stage.topics().delete(each.topic());
        }
        report.badData(all);
    }
}
