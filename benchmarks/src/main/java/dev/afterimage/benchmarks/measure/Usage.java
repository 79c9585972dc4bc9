package dev.afterimage.benchmarks.measure;

/**
 * What had been used up to a moment.
 *
 * @param at the moment, by {@link System#nanoTime()}
 * @param cpuNanos CPU time of the contestant's process since its start, all threads, garbage collection and compilation included
 * @param allocatedBytes bytes that its Java threads allocated since its start
 * @param nodeCpuNanos CPU time of the Elasticsearch process since its start
 */
public record Usage(long at, long cpuNanos, long allocatedBytes, long nodeCpuNanos) {}
