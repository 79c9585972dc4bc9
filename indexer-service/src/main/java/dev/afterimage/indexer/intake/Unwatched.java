package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.indexer.status.ConflictCause;
import dev.afterimage.indexer.status.PipelineEvents;

/** The events of a worker that is none of the instance's own figures. */
record Unwatched() implements PipelineEvents {
    @Override
    public void indexed(long committedAt, long timestamp, long now) {}

    @Override
    public void bulk(int operations, long bytes, long nanos) {}

    @Override
    public void conflict(ConflictCause cause) {}

    @Override
    public void retried(FailureCategory category) {}

    @Override
    public void parked(FailureCategory category) {}
}
