package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.indexer.plan.PartitionLedger;
import dev.afterimage.indexer.plan.PositionWatches;
import dev.afterimage.indexer.plan.RatioBreaker;
import dev.afterimage.indexer.plan.Ticket;
import java.util.ArrayDeque;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One assigned partition: its ledger, its gate, and the records that wait before the gate. Confined to the worker. */
final class PartitionWork {
    /** Why a partition does not flow. */
    record Closed(FailureCategory category, String reason, long sinceMs, long retryAtMs) {
        /** No retry: a person must act. */
        static final long NEVER = Long.MAX_VALUE;

        boolean stopped() {
            return retryAtMs == NEVER;
        }
    }

    private final PartitionLedger ledger;
    private final RatioBreaker breaker;
    private final ArrayDeque<Ticket> stash = new ArrayDeque<>();
    private final PositionWatches watches;
    private @Nullable Closed closed;
    private @Nullable Ticket stoppedBy;
    private long lastTimestamp;

    PartitionWork(TopicPartition partition, RatioBreaker breaker, PositionWatches watches) {
        this.watches = watches;
        this.ledger = new PartitionLedger(partition);
        this.breaker = breaker;
    }

    PartitionLedger ledger() {
        return ledger;
    }

    RatioBreaker breaker() {
        return breaker;
    }

    /** Records that came and may not be worked on yet, in order. */
    ArrayDeque<Ticket> stash() {
        return stash;
    }

    PositionWatches watches() {
        return watches;
    }

    @Nullable
    Closed closed() {
        return closed;
    }

    boolean flowing() {
        return closed == null;
    }

    void close(FailureCategory category, String reason, long now, long retryAt) {
        long since = closed != null && closed.category() == category ? closed.sinceMs() : now;
        closed = new Closed(category, reason, since, retryAt);
    }

    /** Closes it until a person acts. */
    void stop(FailureCategory category, String reason, long now, Ticket by) {
        close(category, reason, now, Closed.NEVER);
        stoppedBy = by;
    }

    /** The record that stopped it, or null if it is not stopped. */
    @Nullable
    Ticket stoppedBy() {
        return stoppedBy;
    }

    void open() {
        closed = null;
        stoppedBy = null;
    }

    /** Timestamp of the last record that was worked on, milliseconds since 1970; 0 before the first. */
    long lastTimestamp() {
        return lastTimestamp;
    }

    void lastTimestamp(long timestamp) {
        lastTimestamp = timestamp;
    }
}
