package dev.afterimage.reconciler.cut;

import dev.afterimage.cdc.position.Version;
import dev.afterimage.reconciler.index.Index;
import dev.afterimage.reconciler.index.IndexView;
import dev.afterimage.reconciler.source.Source;
import dev.afterimage.reconciler.source.SourceSnapshot;
import dev.afterimage.reconciler.table.TableName;
import jakarta.inject.Singleton;

/**
 * Finds positions at which a table can be compared.
 *
 * <p>A marker is committed, a snapshot of the source is taken, and a second marker is committed. Once the second has come through Kafka and the
 * indexer has settled everything that was there by then, the index holds all that the snapshot has seen. What committed after the first
 * marker may or may not be in the snapshot, and is told by its version. Thread-safe.
 */
@Singleton
public final class Cuts {
    private final Markers markers;
    private final Source source;
    private final Index index;
    private final IndexerProgress progress;

    Cuts(Markers markers, Source source, Index index, IndexerProgress progress) {
        this.markers = markers;
        this.source = source;
        this.index = index;
        this.progress = progress;
    }

    /**
     * Opens a table on both sides; who opens it closes it.
     *
     * @throws CutException if the connector or the indexer does not come that far in time
     */
    public Cut open(TableName table) throws InterruptedException {
        try (Markers.Watch watch = markers.watch()) {
            String first = watch.emit();
            SourceSnapshot rows = source.snapshot(table);
            try {
                String second = watch.emit();
                Marker before = watch.await(first);
                watch.await(second);
                progress.awaitSettled(rows.shape().topic());
                IndexView documents = index.view(rows.shape().index());
                return new Cut(rows, documents, bound(before, documents));
            } catch (RuntimeException | InterruptedException e) {
                rows.close();
                throw e;
            }
        }
    }

    /** The highest version of what committed before the marker, in the epoch of the newest document. */
    private static long bound(Marker marker, IndexView documents) {
        int epoch = new Version(documents.highestVersion()).epoch();
        Version atMarker = marker.origin().position().version(epoch);
        return Version.of(epoch, atMarker.commit(), 0).value() - 1;
    }
}
