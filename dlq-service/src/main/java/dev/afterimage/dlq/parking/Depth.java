package dev.afterimage.dlq.parking;

import java.time.Instant;

/**
 * How many entries stand in one state with one category.
 *
 * @param oldest when the first of them failed
 */
public record Depth(String state, String category, long count, Instant oldest) {}
