package dev.afterimage.reconciler.history;

import java.util.Locale;

/** Where a reconciliation is, or how it ended. */
public enum RunState {
    WAITING,
    RUNNING,
    /** Every row has its equal document and every document its row. */
    EQUAL,
    /** At least one difference stood at both looks. */
    DIFFERENT,
    /** Nothing can be said of at least one table, and nothing else differs: no alarm. */
    INCONCLUSIVE,
    /** The reconciler itself failed. */
    FAILED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static RunState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    public boolean over() {
        return this != WAITING && this != RUNNING;
    }

    /** The worse of two results. */
    public RunState worse(RunState other) {
        return rank() >= other.rank() ? this : other;
    }

    private int rank() {
        return switch (this) {
            case WAITING, RUNNING -> 0;
            case EQUAL -> 1;
            case INCONCLUSIVE -> 2;
            case DIFFERENT -> 3;
            case FAILED -> 4;
        };
    }
}
