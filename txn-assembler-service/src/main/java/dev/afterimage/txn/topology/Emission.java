package dev.afterimage.txn.topology;

import org.jspecify.annotations.Nullable;

/**
 * A record on its way out of a processor.
 *
 * @param topic where it goes; null for a piece, which goes to the topic that brings transactions together
 * @param value its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // passed on at once, never compared
record Emission(@Nullable String topic, byte @Nullable [] value) {}
