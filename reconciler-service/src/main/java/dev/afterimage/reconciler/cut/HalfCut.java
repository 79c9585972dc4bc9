package dev.afterimage.reconciler.cut;

import dev.afterimage.cdc.position.Version;
import dev.afterimage.reconciler.index.Index;
import dev.afterimage.reconciler.index.IndexView;
import dev.afterimage.reconciler.source.SourceSnapshot;

/**
 * A cut whose source side stands while its index side is awaited, so that the source can be worked on meanwhile. Not thread-safe; closing it
 * frees what no cut was made of.
 */
public final class HalfCut implements AutoCloseable {
    private final Markers.Watch watch;
    private final String first;
    private final String second;
    private final SourceSnapshot rows;
    private final Index index;
    private final IndexerProgress progress;
    private boolean whole;

    HalfCut(
            Markers.Watch watch,
            String first,
            String second,
            SourceSnapshot rows,
            Index index,
            IndexerProgress progress) {
        this.watch = watch;
        this.first = first;
        this.second = second;
        this.rows = rows;
        this.index = index;
        this.progress = progress;
    }

    public SourceSnapshot rows() {
        return rows;
    }

    /**
     * Waits for the index's side; who calls it closes the cut.
     *
     * @throws CutException if the connector or the indexer does not come that far in time
     */
    public Cut whole() throws InterruptedException {
        Marker before = watch.await(first);
        watch.await(second);
        progress.awaitSettled(rows.shape().topic());
        IndexView documents = index.view(rows.shape().index());
        long bound;
        try {
            bound = bound(before, documents);
        } catch (RuntimeException e) {
            documents.close();
            throw e;
        }
        whole = true;
        return new Cut(rows, documents, bound);
    }

    /** The highest version of what committed before the marker, in the epoch of the newest document. */
    private static long bound(Marker marker, IndexView documents) {
        int epoch = new Version(documents.highestVersion()).epoch();
        Version atMarker = marker.origin().position().version(epoch);
        return Version.of(epoch, atMarker.commit(), 0).value() - 1;
    }

    @Override
    public void close() {
        try (watch) {
            if (!whole) {
                rows.close();
            }
        }
    }
}
