package dev.afterimage.benchmarks.contestant;

import dev.afterimage.benchmarks.data.Topic;

/**
 * What a contestant is to do.
 *
 * @param topic where it reads, from the beginning
 * @param group its consumer group, new for each run
 * @param elasticsearch where it writes, the node itself or the gateway
 */
public record Work(Topic topic, String group, String elasticsearch) {}
