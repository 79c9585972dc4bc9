package dev.afterimage.indexer.intake;

/** How rough a simulated history is. */
enum Weather {
    FAIR(800, 0, false, 0, 0, 0, 1),
    STORMY(800, 8, true, 1, 0, 0, 1),
    POISONED(800, 5, true, 1, 4, 0, 0),
    TRUNCATING(800, 5, true, 1, 0, 0, 8),
    LARGE(600, 5, false, 0, 0, 30, 0);

    private final int steps;
    private final int failing;
    private final boolean late;
    private final int crashes;
    private final int poison;
    private final int large;
    private final int truncates;

    Weather(int steps, int failing, boolean late, int crashes, int poison, int large, int truncates) {
        this.steps = steps;
        this.failing = failing;
        this.late = late;
        this.crashes = crashes;
        this.poison = poison;
        this.large = large;
        this.truncates = truncates;
    }

    /** How long it goes on before everything is left to come to rest. */
    int steps() {
        return steps;
    }

    /** Percent of requests, and of items within them, that fail. */
    int failing() {
        return failing;
    }

    /** Whether a request may be carried out after it has failed. */
    boolean late() {
        return late;
    }

    /** Percent of steps at which an instance dies or a partition moves. */
    int crashes() {
        return crashes;
    }

    /** Percent of values and of events that are refused until somebody mends that. */
    int poison() {
        return poison;
    }

    /** Percent of transactions whose order does not fit the version. */
    int large() {
        return large;
    }

    /** Percent of changes that empty a table. */
    int truncates() {
        return truncates;
    }
}
