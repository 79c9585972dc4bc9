package dev.afterimage.benchmarks.data;

import org.jspecify.annotations.Nullable;

/**
 * One record of the stream.
 *
 * @param event the number of the change; a tombstone record has that of its delete
 * @param key the row's key
 * @param keyJson the record's key
 * @param value the record's value; null for a tombstone record
 * @param kind what it is
 */
public record Change(int event, int key, byte[] keyJson, byte @Nullable [] value, Kind kind) {
    /** What a record is. */
    public enum Kind {
        UPSERT,
        DELETE,
        TOMBSTONE,
        POISON
    }
}
