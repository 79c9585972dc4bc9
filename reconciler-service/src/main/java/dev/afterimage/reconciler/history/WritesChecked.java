package dev.afterimage.reconciler.history;

import dev.afterimage.reconciler.index.WriteMark;
import jakarta.inject.Singleton;

/**
 * How far each index was found untouched: every document written up to there carried the version that the pipeline gave it. What is written
 * later, by whomever, has a later number, so that only that must be looked at. Thread-safe.
 */
@Singleton
public final class WritesChecked {
    /** Nothing is known. */
    public static final long NOTHING = -1;

    private final Store store;

    WritesChecked(Store store) {
        this.store = store;
    }

    /** The last operation that was looked at in this history of the index, or {@link #NOTHING}. */
    public long upTo(String table, String index, WriteMark now) {
        return store.in(handle -> handle.createQuery("select operation from reconciliation_checked"
                        + " where table_name = :table and index_name = :index and history = :history")
                .bind("table", table)
                .bind("index", index)
                .bind("history", now.history())
                .mapTo(Long.class)
                .findOne()
                .orElse(NOTHING));
    }

    /** All documents written up to a mark were found untouched. */
    public void checked(String table, String index, WriteMark mark) {
        store.in(handle -> handle.createUpdate(
                        "insert into reconciliation_checked (table_name, index_name, history, operation)"
                                + " values (:table, :index, :history, :operation) on conflict (table_name, index_name) do update"
                                + " set history = excluded.history, operation = excluded.operation")
                .bind("table", table)
                .bind("index", index)
                .bind("history", mark.history())
                .bind("operation", mark.operation())
                .execute());
    }
}
