package dev.afterimage.indexer.index.rebuild;

import org.jspecify.annotations.Nullable;

/**
 * A document as a scan finds it.
 *
 * @param sequence its sequence number in its shard; every change of a document gives it a higher one
 * @param source its bytes as they were sent
 */
record ScannedDocument(String id, @Nullable String routing, long version, long sequence, byte[] source) {}
