package dev.afterimage.reconciler.watch.judge;

/**
 * The source's log on its disk.
 *
 * @param bytes all that is there
 * @param usualBytes {@code max_wal_size}: what there may be without anything holding it back
 */
public record WalFacts(double bytes, double usualBytes) {}
