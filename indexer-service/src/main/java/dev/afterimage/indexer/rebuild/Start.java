package dev.afterimage.indexer.rebuild;

/**
 * Where a partition is read from.
 *
 * @param offset the first record
 * @param metadata what was committed with that offset, which tells what had been seen before it; empty if nothing was
 */
public record Start(long offset, String metadata) {}
