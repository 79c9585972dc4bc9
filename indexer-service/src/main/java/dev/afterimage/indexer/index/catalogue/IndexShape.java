package dev.afterimage.indexer.index.catalogue;

/**
 * Settings of an index that is made; one that is there already keeps its own.
 *
 * @param shards primary shards
 * @param replicas copies of each
 * @param refreshInterval in Elasticsearch's notation
 */
public record IndexShape(int shards, int replicas, String refreshInterval) {}
