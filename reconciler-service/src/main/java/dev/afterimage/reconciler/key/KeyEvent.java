package dev.afterimage.reconciler.key;

import java.time.Instant;

/**
 * A change event of a key that its topic still holds.
 *
 * @param at when it was written to the topic
 * @param operation what happened to the row
 * @param position where in the source's log
 */
public record KeyEvent(int partition, long offset, Instant at, String operation, String position) {}
