package dev.afterimage.reconciler.watch.judge;

import org.jspecify.annotations.Nullable;

/**
 * A replication slot as the source shows it.
 *
 * @param retainedBytes log from the slot's restart position until now
 * @param unconfirmedBytes log from what the connector has confirmed until now
 * @param walStatus {@code reserved}, {@code extended}, {@code unreserved} or {@code lost}; null if it holds nothing back
 * @param safeBytes log that may be written before it can be lost; null where nothing limits it
 * @param limitBytes {@code max_slot_wal_keep_size}; null where nothing limits it
 */
public record SlotFacts(
        String name,
        boolean active,
        double retainedBytes,
        double unconfirmedBytes,
        @Nullable String walStatus,
        @Nullable Double safeBytes,
        @Nullable Double limitBytes) {}
