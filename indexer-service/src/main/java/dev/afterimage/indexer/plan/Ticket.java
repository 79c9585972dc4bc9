package dev.afterimage.indexer.plan;

import dev.afterimage.cdc.deadletter.Redrive;
import dev.afterimage.cdc.event.RecordCoordinates;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One consumed record on its way to its settlement. Confined to the thread of its ledger.
 *
 * <p>The record itself is let go at the settlement: what stands behind one that takes long keeps its ticket until its offset may be committed,
 * and there may be many of them.
 */
public final class Ticket {
    private final PartitionLedger ledger;
    private final long offset;
    private final long timestamp;
    private final int bytes;
    private final RecordCoordinates at;
    private final @Nullable Redrive redrive;
    private @Nullable ConsumerRecord<byte[], byte[]> record;
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
        this.offset = record.offset();
        this.timestamp = record.timestamp();
        this.bytes = Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize()) + 256;
        this.at = at;
        this.redrive = redrive;
    }

    public PartitionLedger ledger() {
        return ledger;
    }

    /** The record; gone once it is settled. */
    public ConsumerRecord<byte[], byte[]> record() {
        if (record == null) {
            throw new IllegalStateException(at + " was settled as " + settlement + ", and its record let go");
        }
        return record;
    }

    long offset() {
        return offset;
    }

    long timestamp() {
        return timestamp;
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
        ledger.refused(offset);
    }

    /**
     * Whether a record between another and this one may have been refused, as far as this instance can tell.
     *
     * <p>An older event that stands behind this one is a second delivery: where its first one stood, and so what came after that, is not known.
     */
    boolean refusedSince(Ticket earlier) {
        boolean deliveredAgain = earlier.offset > offset;
        return redrive != null
                || earlier.redrive != null
                || earlier.ledger != ledger
                || ledger.lastRefused() > (deliveredAgain ? -1 : earlier.offset);
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
        return bytes;
    }

    void settle(Settlement as) {
        if (settlement != null) {
            throw new IllegalStateException(at + " was settled as " + settlement + " and now as " + as);
        }
        settlement = as;
        record = null;
        leave = null;
    }
}
