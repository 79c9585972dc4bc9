package dev.afterimage.indexer.status;

import java.time.Instant;
import java.util.List;

/**
 * The pipeline at one moment, immutable.
 *
 * @param takenAt when it was published; the pipeline publishes at least once a second even when nothing happens, since a snapshot that
 *     ages is how a stuck worker is noticed
 * @param topics the topics of which this instance has partitions, redrive topics included
 * @param loops the poll loops of this instance
 */
public record PipelineSnapshot(Instant takenAt, List<TopicStatus> topics, List<PollLoop> loops) {
    public PipelineSnapshot {
        topics = List.copyOf(topics);
        loops = List.copyOf(loops);
    }
}
