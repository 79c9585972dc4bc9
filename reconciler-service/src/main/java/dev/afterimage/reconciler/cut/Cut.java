package dev.afterimage.reconciler.cut;

import dev.afterimage.reconciler.index.IndexView;
import dev.afterimage.reconciler.source.SourceSnapshot;
import dev.afterimage.reconciler.table.TableShape;

/**
 * One table on both sides at one position. What changed after the position has a version above the bound in the index, so that it can be left
 * out on both sides. Not thread-safe; closing it ends the snapshot and frees the view.
 *
 * @param rows the source's side
 * @param documents the index's side
 * @param bound the highest version that committed before the position
 */
public record Cut(SourceSnapshot rows, IndexView documents, long bound) implements AutoCloseable {
    public TableShape shape() {
        return rows.shape();
    }

    @Override
    public void close() {
        try (rows) {
            documents.close();
        }
    }
}
