package dev.afterimage.benchmarks.indexer;

import dev.afterimage.benchmarks.measure.Latencies;

/**
 * A stretch of an open loop at one rate.
 *
 * @param contestant who ran
 * @param perSecond changes a second
 * @param seconds how long
 * @param toKafka from the scheduled send until the broker has it: what of the latencies below is the sender's own
 * @param toAcknowledged from the scheduled send to the index's acknowledgement
 * @param toSearchable from the scheduled send until a search found it
 */
record Phase(
        String contestant,
        int perSecond,
        int seconds,
        Latencies toKafka,
        Latencies toAcknowledged,
        Latencies toSearchable) {
    static Phase of(String contestant, int perSecond, int seconds) {
        return new Phase(contestant, perSecond, seconds, new Latencies(), new Latencies(), new Latencies());
    }

    int changes() {
        return perSecond * seconds;
    }
}
