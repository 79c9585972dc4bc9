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
