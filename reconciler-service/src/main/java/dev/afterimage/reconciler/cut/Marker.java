package dev.afterimage.reconciler.cut;

import dev.afterimage.cdc.event.Origin;
import dev.afterimage.cdc.event.RecordCoordinates;

/**
 * A logical message of ours that has come through the source's log and Kafka: everything that committed before it is older, everything after it
 * newer.
 *
 * @param origin whose position it has
 * @param at where it stands on the topic of messages
 */
public record Marker(Origin origin, RecordCoordinates at) {}
