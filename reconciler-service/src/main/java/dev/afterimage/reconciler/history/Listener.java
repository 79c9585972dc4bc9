package dev.afterimage.reconciler.history;

/** Who wants to know at once what was found. */
public interface Listener {
    /** A table is done. */
    void found(TableReport report);

    /** A reconciliation is over. */
    void ended(Run run, RunState state);
}
