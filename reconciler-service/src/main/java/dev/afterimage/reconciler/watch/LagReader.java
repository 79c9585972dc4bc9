package dev.afterimage.reconciler.watch;

import dev.afterimage.reconciler.config.WatchProperties;
import dev.afterimage.reconciler.watch.judge.Band;
import dev.afterimage.reconciler.watch.judge.LagJudge;
import dev.afterimage.reconciler.watch.judge.Reading;
import dev.afterimage.reconciler.watch.judge.Sign;
import jakarta.inject.Singleton;
import java.util.List;

/** How far is the indexer behind, by topic? */
@Singleton
final class LagReader implements SignReader {
    private final Progress progress;
    private final LagJudge judge;

    LagReader(Progress progress, WatchProperties properties) {
        this.progress = progress;
        this.judge = new LagJudge(
                new Band(properties.lagRecordsWarning(), properties.lagRecordsCritical()),
                new Band(
                        properties.lagWarning().toMillis() / 1_000.0,
                        properties.lagCritical().toMillis() / 1_000.0));
    }

    @Override
    public Sign sign() {
        return Sign.LAG;
    }

    @Override
    public List<Reading> read() throws InterruptedException {
        return judge.judge(progress.group(), progress.members(), progress.read());
    }
}
