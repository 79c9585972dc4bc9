package dev.afterimage.reconciler.history;

import java.time.Instant;

/** A difference of one key that a reconciliation found. */
public record PastFinding(long run, Instant at, String kind, String explanation, String repair) {}
