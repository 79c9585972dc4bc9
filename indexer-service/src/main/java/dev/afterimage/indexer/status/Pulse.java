package dev.afterimage.indexer.status;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Looks at the pipeline once a second for all that needs a history. */
@Singleton
class Pulse {
    private final PipelineStatus pipeline;
    private final Throughput throughput;
    private final ProgressWatch progress;
    private final PartitionMeters meters;

    Pulse(PipelineStatus pipeline, Throughput throughput, ProgressWatch progress, PartitionMeters meters) {
        this.pipeline = pipeline;
        this.throughput = throughput;
        this.progress = progress;
        this.meters = meters;
    }

    @Scheduled(fixedDelay = "1s")
    void beat() {
        PipelineSnapshot snapshot = pipeline.snapshot();
        Instant now = Instant.now();
        throughput.sample(snapshot, now);
        progress.look(snapshot, now);
        meters.refresh(snapshot);
    }
}
