package dev.afterimage.indexer.status;

import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.support.vital.Concern;
import dev.afterimage.support.vital.Condition;
import dev.afterimage.support.vital.Vital;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The service does its job while no partition is held or stopped, but for hiccups, and none stands still. */
@Singleton
final class FlowVital implements Vital {
    private final PipelineStatus pipeline;
    private final ProgressWatch progress;
    private final StatusSettings settings;

    FlowVital(PipelineStatus pipeline, ProgressWatch progress, StatusSettings settings) {
        this.pipeline = pipeline;
        this.progress = progress;
        this.settings = settings;
    }

    @Override
    public Concern concern() {
        return Concern.READINESS;
    }

    @Override
    public List<Condition> conditions() {
        return conditions(pipeline.snapshot(), progress.still(), Instant.now());
    }

    List<Condition> conditions(PipelineSnapshot snapshot, Map<String, Duration> still, Instant now) {
        Map<FailureCategory, List<FlowView>> blocked = new EnumMap<>(FailureCategory.class);
        int partitions = 0;
        for (TopicStatus topic : snapshot.topics()) {
            for (PartitionStatus partition : topic.partitions()) {
                partitions++;
                FlowView flow = FlowView.of(topic.flow().worse(partition.flow()));
                if (flow.category() != null && lasting(flow, now)) {
                    blocked.computeIfAbsent(flow.category(), key -> new ArrayList<>())
                            .add(flow);
                }
            }
        }
        List<Condition> conditions = new ArrayList<>();
        blocked.forEach((category, flows) -> conditions.add(new Condition.Ailing(
                "flow " + category,
                flows.size() + " partitions are " + flows.getFirst().state() + " since "
                        + flows.getFirst().since() + ": " + flows.getFirst().reason(),
                Remedy.of(category))));
        long standing = still.values().stream()
                .filter(time -> time.compareTo(settings.stallLimit()) > 0)
                .count();
        if (standing > 0) {
            conditions.add(new Condition.Ailing(
                    "progress",
                    standing + " partitions have records waiting and settle none for more than "
                            + settings.stallLimit().toSeconds() + " s",
                    "read the service's log; if it says nothing, start the service again"));
        }
        if (conditions.isEmpty()) {
            conditions.add(new Condition.Well("flow", partitions + " partitions flow"));
        }
        return conditions;
    }

    private boolean lasting(FlowView flow, Instant now) {
        return flow.state().equals("stopped")
                || flow.since() == null
                || now.isAfter(flow.since().plus(settings.holdGrace()));
    }
}
