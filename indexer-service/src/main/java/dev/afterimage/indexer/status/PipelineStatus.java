package dev.afterimage.indexer.status;

/** Where the pipeline shows itself; asked from many threads, answers at once with the latest snapshot that it published. */
public interface PipelineStatus {
    PipelineSnapshot snapshot();
}
