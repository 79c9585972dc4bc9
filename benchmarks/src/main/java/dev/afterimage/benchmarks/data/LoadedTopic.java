package dev.afterimage.benchmarks.data;

/**
 * A topic filled before a run.
 *
 * @param topic the topic
 * @param records records in it, tombstones and poison included
 * @param changes changes in it
 * @param poison records that cannot be read
 * @param poisonHash sum of the hashes of the poisoned records' values, to know them again among the dead letters
 * @param expected what an index must hold once all of it is applied
 */
public record LoadedTopic(Topic topic, long records, int changes, int poison, long poisonHash, Expected expected) {}
