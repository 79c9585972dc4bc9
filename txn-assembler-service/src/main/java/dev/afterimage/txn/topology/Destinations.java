package dev.afterimage.txn.topology;

/**
 * The topics that are written.
 *
 * @param transactions whole transactions
 * @param incomplete those that were given up, and what came late
 * @param deadLetters what could not be read, and a notice of each transaction that was given up
 * @param outcomes answers to redriven records
 */
public record Destinations(String transactions, String incomplete, String deadLetters, String outcomes) {}
