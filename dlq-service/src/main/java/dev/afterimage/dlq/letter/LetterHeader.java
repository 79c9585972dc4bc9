package dev.afterimage.dlq.letter;

import org.jspecify.annotations.Nullable;

/**
 * One header as it came.
 *
 * @param name its name, not unique among a record's headers
 * @param value its bytes, not to be changed; null where it has none
 */
@SuppressWarnings("ArrayRecordComponent") // identity is not asked for, and a copy of every payload would be
public record LetterHeader(String name, byte @Nullable [] value) {}
