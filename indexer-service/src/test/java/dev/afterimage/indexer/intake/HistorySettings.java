package dev.afterimage.indexer.intake;

/**
 * What the simulated source is like.
 *
 * @param tables how many tables
 * @param keys how many different keys each
 * @param snapshots whether snapshots of all kinds are taken while it runs
 * @param fullIdentity REPLICA IDENTITY FULL: the old row comes with every event
 * @param truncates percent of changes that empty a table
 * @param poison percent of values that the index's mapping refuses
 * @param large percent of transactions so large that their order does not fit the version
 */
record HistorySettings(
        int tables, int keys, boolean snapshots, boolean fullIdentity, int truncates, int poison, int large) {}
