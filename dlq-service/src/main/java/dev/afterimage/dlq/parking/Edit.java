package dev.afterimage.dlq.parking;

import java.time.Instant;

/**
 * A corrected value of an entry.
 *
 * @param value the value's bytes; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // identity is not asked for
public record Edit(long id, Instant at, String who, String reason, byte[] value) {}
