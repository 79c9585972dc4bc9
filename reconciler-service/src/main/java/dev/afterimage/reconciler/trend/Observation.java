package dev.afterimage.reconciler.trend;

import java.time.Instant;

/**
 * One conclusive reconciliation of a whole table.
 *
 * @param at when it ended
 * @param found differences that stood, before any repair
 * @param repaired how many of them were repaired
 */
public record Observation(Instant at, long found, long repaired) {
    long left() {
        return Math.max(0, found - repaired);
    }
}
