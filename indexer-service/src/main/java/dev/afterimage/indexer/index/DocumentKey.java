package dev.afterimage.indexer.index;

import org.jspecify.annotations.Nullable;

/**
 * Which document.
 *
 * @param index the index's name
 * @param id the document's {@code _id}
 * @param routing its routing, or null
 */
public record DocumentKey(String index, String id, @Nullable String routing) {}
