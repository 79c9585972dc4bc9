package dev.afterimage.indexer.plan;

import org.jspecify.annotations.Nullable;

/**
 * Which document an event is about.
 *
 * @param index the index it is written to
 * @param id its {@code _id}
 * @param routing its routing value, or null for the default
 */
public record DocumentKey(String index, String id, @Nullable String routing) {}
