package dev.afterimage.benchmarks.assembler;

/**
 * What a contestant is to do.
 *
 * @param prefix of the topics that it reads, from the beginning
 * @param group its consumer group or application's id, new for each run
 * @param output the topic that it writes
 * @param commitMs how often it commits, milliseconds
 */
record Work(String prefix, String group, String output, int commitMs) {}
