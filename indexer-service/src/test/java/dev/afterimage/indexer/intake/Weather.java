package dev.afterimage.indexer.intake;

/**
 * How rough a simulated history is.
 *
 * @param steps how long it goes on before everything is left to come to rest
 * @param failing percent of requests, and of items within them, that fail
 * @param late whether a request may be carried out after it has failed
 * @param crashes percent of steps at which an instance dies or a partition moves
 * @param poison percent of values and of events that are refused until somebody mends that
 * @param large percent of transactions whose order does not fit the version
 * @param truncates percent of changes that empty a table
 * @param snapshots whether snapshots are taken while changes go on
 */
record Weather(int steps, int failing, boolean late, int crashes, int poison, int large, int truncates, boolean snapshots) {
    static final Weather FAIR = new Weather(800, 0, false, 0, 0, 0, 1, true);
    static final Weather STORMY = new Weather(800, 8, true, 1, 0, 0, 1, true);
    static final Weather POISONED = new Weather(800, 5, true, 1, 4, 0, 0, true);
    static final Weather TRUNCATING = new Weather(800, 5, true, 1, 0, 0, 8, true);
    static final Weather LARGE = new Weather(600, 5, false, 0, 0, 30, 0, true);
}
