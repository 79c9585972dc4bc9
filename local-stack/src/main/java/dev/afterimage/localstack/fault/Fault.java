package dev.afterimage.localstack.fault;

import java.time.Duration;

/** What a {@link FaultProxy} does to the bytes that pass. */
public sealed interface Fault {
    /** Nothing. */
    record None() implements Fault {}

    /**
     * Each chunk is late, and the whole is narrow.
     *
     * @param delay added to each chunk of at most 16 KiB
     * @param bytesPerSecond of each direction of each connection
     */
    record Slow(Duration delay, long bytesPerSecond) implements Fault {
        public Slow {
            if (delay.isNegative() || bytesPerSecond <= 0) {
                throw new IllegalArgumentException("the delay must not be negative and the rate must be positive");
            }
        }
    }

    /** Connections are accepted and kept, and no byte passes until the fault is over. */
    record Hang() implements Fault {}

    /** Requests reach the part and are carried out; what it answers is lost. */
    record RepliesLost() implements Fault {}

    /** Open connections are closed, new ones are reset. */
    record Cut() implements Fault {}
}
