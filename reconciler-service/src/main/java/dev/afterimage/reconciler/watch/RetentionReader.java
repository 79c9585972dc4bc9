package dev.afterimage.reconciler.watch;

import dev.afterimage.reconciler.config.WatchProperties;
import dev.afterimage.reconciler.watch.judge.Band;
import dev.afterimage.reconciler.watch.judge.PartitionFacts;
import dev.afterimage.reconciler.watch.judge.Reading;
import dev.afterimage.reconciler.watch.judge.RetentionJudge;
import dev.afterimage.reconciler.watch.judge.Sign;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Will a topic forget records before the indexer has settled them? */
@Singleton
final class RetentionReader implements SignReader {
    private final Progress progress;
    private final Topics topics;
    private final RetentionJudge judge;

    RetentionReader(Progress progress, Topics topics, WatchProperties properties) {
        this.progress = progress;
        this.topics = topics;
        this.judge = new RetentionJudge(new Band(properties.retentionWarning(), properties.retentionCritical()));
    }

    @Override
    public Sign sign() {
        return Sign.RETENTION;
    }

    @Override
    public List<Reading> read() throws InterruptedException {
        List<PartitionFacts> partitions = progress.read();
        Set<String> named = partitions.stream().map(PartitionFacts::topic).collect(Collectors.toSet());
        Map<String, Duration> retention = new HashMap<>();
        topics.settings(named).forEach((topic, keeping) -> {
            Duration kept = keeping.retention();
            if (kept != null) {
                retention.put(topic, kept);
            }
        });
        return judge.judge(partitions, retention);
    }
}
