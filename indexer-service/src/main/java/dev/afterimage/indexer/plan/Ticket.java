package dev.afterimage.indexer.plan;

import dev.afterimage.cdc.deadletter.Redrive;
import dev.afterimage.cdc.event.RecordCoordinates;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** One consumed record on its way to its settlement. Confined to the thread of its ledger. */
public final class Ticket {
    private final PartitionLedger ledger;
    private final ConsumerRecord<byte[], byte[]> record;
    private final RecordCoordinates at;
    private final @Nullable Redrive redrive;
    private @Nullable Settlement settlement;
    private boolean late;
    private @Nullable Ticket next;
    private @Nullable Runnable leave;

    Ticket(
            PartitionLedger ledger,
            ConsumerRecord<byte[], byte[]> record,
            RecordCoordinates at,
            @Nullable Redrive redrive) {
        this.ledger = ledger;
        this.record = record;
        this.at = at;
        this.redrive = redrive;
    }

    public PartitionLedger ledger() {
        return ledger;
    }

    public ConsumerRecord<byte[], byte[]> record() {
        return record;
    }

    /** Where the record stood first: its own place, or the original one of a redriven record. */
    public RecordCoordinates at() {
        return at;
    }

    /** Set if the record came back from the dead letters or is a repair. */
    public @Nullable Redrive redrive() {
        return redrive;
    }

    /** Whether the record came back so late that the tombstones of its time may be gone. */
    public boolean late() {
        return late;
    }

    public void markLate() {
        late = true;
    }

    /** The record was refused: what comes after it must not pass over what it may hold. */
    public void refused() {
        ledger.refused(record.offset());
    }

    /**
     * Whether a record between another and this one may have been refused, as far as this instance can tell.
     *
     * <p>An older event that stands behind this one is a second delivery: where its first one stood, and so what came after that, is not known.
     */
    boolean refusedSince(Ticket earlier) {
        boolean deliveredAgain = earlier.record.offset() > record.offset();
        return redrive != null
                || earlier.redrive != null
                || earlier.ledger != ledger
                || ledger.lastRefused() > (deliveredAgain ? -1 : earlier.record.offset());
    }

    /** Runs something once every record before this one in its partition is settled, or is itself only waiting to leave by parking. */
    public void leaveInTurn(Runnable then) {
        leave = then;
        ledger.leaves(this);
    }

    @Nullable
    Runnable leave() {
        return leave;
    }

    /** Whether nothing is written for this record any more. */
    boolean gone() {
        return settlement != null || leave != null;
    }

    @Nullable
    Ticket next() {
        return next;
    }

    void next(Ticket after) {
        next = after;
    }

    public boolean settled() {
        return settlement != null;
    }

    /** Bytes that this ticket keeps in memory, roughly. */
    public int bytes() {
        return Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize()) + 256;
    }

    void settle(Settlement as) {
        if (settlement != null) {
            throw new IllegalStateException(at + " was settled as " + settlement + " and now as " + as);
        }
        settlement = as;
    }
}
