package dev.afterimage.indexer.status;

import dev.afterimage.cdc.deadletter.FailureCategory;

/** Where the pipeline reports what a snapshot cannot hold: durations, sizes and causes. Thread-safe, cheap, never fails, never blocks. */
public interface PipelineEvents {
    /**
     * A record's change is acknowledged by the index.
     *
     * @param committedAt when the source committed it, milliseconds since 1970, or 0 when it does not say or the row is of a snapshot
     * @param timestamp the record's Kafka timestamp, milliseconds since 1970
     * @param now the time of the acknowledgement, milliseconds since 1970
     */
    void indexed(long committedAt, long timestamp, long now);

    /** A bulk request was answered. */
    void bulk(int operations, long bytes, long nanos);

    /** The index refused an operation for its version. */
    void conflict(ConflictCause cause);

    /** Something is tried again. */
    void retried(FailureCategory category);

    /** A record was parked. */
    void parked(FailureCategory category);
}
