package dev.afterimage.reconciler.cut;

import dev.afterimage.reconciler.index.Index;
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
        try (HalfCut half = begin(table)) {
            return half.whole();
        }
    }

    /** Opens a table at the source, between two markers; who opens it closes it. */
    public HalfCut begin(TableName table) {
        Markers.Watch watch = markers.watch();
        try {
            String first = watch.emit();
            SourceSnapshot rows = source.snapshot(table);
            try {
                return new HalfCut(watch, first, watch.emit(), rows, index, progress);
            } catch (RuntimeException e) {
                rows.close();
                throw e;
            }
        } catch (RuntimeException e) {
            watch.close();
            throw e;
        }
    }
}
