package dev.afterimage.indexer.status;

import dev.afterimage.support.vital.Concern;
import dev.afterimage.support.vital.Condition;
import dev.afterimage.support.vital.Vital;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a person should look at though the service does its job: late tables, parked records, mapping troubles, books that do not balance. */
@Singleton
final class AdviceVital implements Vital {
    private final PipelineStatus pipeline;
    private final Duration lagWarning;

    AdviceVital(PipelineStatus pipeline, StatusSettings settings) {
        this.pipeline = pipeline;
        this.lagWarning = settings.lagWarning();
    }

    @Override
    public Concern concern() {
        return Concern.ADVICE;
    }

    @Override
    public List<Condition> conditions() {
        return conditions(pipeline.snapshot(), Instant.now());
    }

    List<Condition> conditions(PipelineSnapshot snapshot, Instant now) {
        List<Condition> conditions = new ArrayList<>();
        for (TopicStatus topic : snapshot.topics()) {
            double late = 0;
            Accounting counters = Accounting.NONE;
            for (PartitionStatus partition : topic.partitions()) {
                late = Math.max(late, TableReport.lagSeconds(partition, now));
                counters = counters.plus(partition.accounting());
            }
            if (late > lagWarning.toSeconds()) {
                conditions.add(
                        new Condition.Ailing(
                                "lag of " + topic.topic(),
                                "its oldest waiting record is " + Math.round(late) + " s old",
                                "wait if the rate is high; else add instances up to the number of partitions, or see what is held"));
            }
            if (counters.parked() > 0) {
                conditions.add(new Condition.Ailing(
                        "parked of " + topic.topic(),
                        counters.parked() + " records were parked since this instance has its partitions",
                        "look at the dead letters, mend what their category names, and redrive them"));
            }
            if (counters.imbalance() != 0) {
                conditions.add(new Condition.Ailing(
                        "books of " + topic.topic(),
                        counters.imbalance() + " records are neither settled nor held",
                        "this is a fault of the indexer: reconcile the table and report it"));
            }
            if (!topic.diagnoses().isEmpty()) {
                conditions.add(new Condition.Ailing(
                        "schema of " + topic.topic(),
                        String.join(" ", topic.diagnoses()),
                        "see the table's page for each of them"));
            }
        }
        return conditions;
    }
}
