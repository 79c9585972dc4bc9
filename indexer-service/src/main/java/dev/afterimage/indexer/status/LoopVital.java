package dev.afterimage.indexer.status;

import dev.afterimage.support.vital.Concern;
import dev.afterimage.support.vital.Condition;
import dev.afterimage.support.vital.Vital;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The service lives as long as its worker publishes and its poll loops come round. */
@Singleton
final class LoopVital implements Vital {
    private static final String REMEDY = "start the service again; what was not committed is read anew";

    private final PipelineStatus pipeline;
    private final Duration limit;

    LoopVital(PipelineStatus pipeline, StatusSettings settings) {
        this.pipeline = pipeline;
        this.limit = settings.beatLimit();
    }

    @Override
    public Concern concern() {
        return Concern.LIVENESS;
    }

    @Override
    public List<Condition> conditions() {
        return conditions(pipeline.snapshot(), Instant.now());
    }

    List<Condition> conditions(PipelineSnapshot snapshot, Instant now) {
        List<Condition> conditions = new ArrayList<>();
        conditions.add(beat("worker", snapshot.takenAt(), now));
        snapshot.loops().forEach(loop -> conditions.add(beat("poll loop " + loop.name(), loop.beat(), now)));
        return conditions;
    }

    private Condition beat(String name, Instant beat, Instant now) {
        Duration silent = Duration.between(beat, now);
        return silent.compareTo(limit) > 0
                ? new Condition.Ailing(name, "it has not come round for " + silent.toSeconds() + " s", REMEDY)
                : new Condition.Well(name, "it comes round");
    }
}
