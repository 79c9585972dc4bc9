package dev.afterimage.indexer.status;

import io.micronaut.serde.annotation.Serdeable;

/**
 * What became of the records of a partition: consumed = applied + superseded + filtered + parked + held, at every moment.
 *
 * @param consumed all that came
 * @param applied written to the index
 * @param superseded older than what the index holds or got
 * @param filtered no change of an indexed row
 * @param parked kept among the dead letters
 * @param held not settled yet
 */
@Serdeable
public record Accounting(long consumed, long applied, long superseded, long filtered, long parked, long held) {
    /** Nothing came yet. */
    public static final Accounting NONE = new Accounting(0, 0, 0, 0, 0, 0);

    /** Records that are neither settled nor held, or are counted twice: anything but 0 is a fault of this service. */
    public long imbalance() {
        return consumed - settled() - held;
    }

    /** Records whose end is known. */
    public long settled() {
        return applied + superseded + filtered + parked;
    }

    public Accounting plus(Accounting other) {
        return new Accounting(
                consumed + other.consumed,
                applied + other.applied,
                superseded + other.superseded,
                filtered + other.filtered,
                parked + other.parked,
                held + other.held);
    }
}
