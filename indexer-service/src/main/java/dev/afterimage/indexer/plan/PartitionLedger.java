package dev.afterimage.indexer.plan;

import dev.afterimage.cdc.deadletter.Redrive;
import dev.afterimage.cdc.event.RecordCoordinates;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Books what was consumed of one partition and how it ended, and tells which offset may be committed.
 *
 * <p>The committable offset never passes the first record that is not settled. The accounting identity holds at every moment: consumed =
 * applied + superseded + filtered + parked + held. Not thread-safe.
 */
public final class PartitionLedger {
    private final TopicPartition partition;
    private final ArrayDeque<Ticket> open = new ArrayDeque<>();
    private final Map<Settlement, Long> settled = new EnumMap<>(Settlement.class);
    private final PriorityQueue<Ticket> leaving = new PriorityQueue<>(Comparator.comparingLong(Ticket::offset));
    private @Nullable Ticket newest;
    private @Nullable Ticket firstAtWork;
    private long consumed;
    private long held;
    private long heldBytes;
    private long nextOffset = -1;
    private long lastRefused = -1;

    public PartitionLedger(TopicPartition partition) {
        this.partition = partition;
        for (Settlement settlement : Settlement.values()) {
            settled.put(settlement, 0L);
        }
    }

    public TopicPartition partition() {
        return partition;
    }

    /** Opens a ticket for the next record; offsets rise, gaps are fine. */
    public Ticket open(ConsumerRecord<byte[], byte[]> record, RecordCoordinates at, @Nullable Redrive redrive) {
        if (record.offset() < nextOffset) {
            throw new IllegalStateException(
                    partition + " delivered offset " + record.offset() + " after " + (nextOffset - 1));
        }
        Ticket ticket = new Ticket(this, record, at, redrive);
        open.addLast(ticket);
        if (newest != null) {
            newest.next(ticket);
        }
        newest = ticket;
        if (firstAtWork == null) {
            firstAtWork = ticket;
        }
        nextOffset = record.offset() + 1;
        consumed++;
        held++;
        heldBytes += ticket.bytes();
        return ticket;
    }

    /** Settles a ticket of this ledger, once. */
    public void settle(Ticket ticket, Settlement as) {
        ticket.settle(as);
        settled.merge(as, 1L, Long::sum);
        held--;
        heldBytes -= ticket.bytes();
        Ticket first;
        while ((first = open.peekFirst()) != null && first.settled()) {
            open.removeFirst();
        }
        letLeave();
    }

    void leaves(Ticket ticket) {
        leaving.add(ticket);
        letLeave();
    }

    private void letLeave() {
        while (firstAtWork != null && firstAtWork.gone()) {
            firstAtWork = firstAtWork.next();
        }
        Ticket next;
        while ((next = leaving.peek()) != null && (firstAtWork == null || next.offset() < firstAtWork.offset())) {
            Runnable leave = leaving.remove().leave();
            if (leave != null) {
                leave.run();
            }
        }
    }

    void refused(long offset) {
        lastRefused = Math.max(lastRefused, offset);
    }

    /** The highest offset whose record was refused, whatever becomes of it, or -1. */
    long lastRefused() {
        return lastRefused;
    }

    /** The offset to commit: that of the first record not settled, or the one after the last consumed; empty before anything came. */
    public OptionalLong committable() {
        Ticket first = open.peekFirst();
        if (first != null) {
            return OptionalLong.of(first.offset());
        }
        return nextOffset < 0 ? OptionalLong.empty() : OptionalLong.of(nextOffset);
    }

    public long consumed() {
        return consumed;
    }

    public long count(Settlement settlement) {
        return settled.getOrDefault(settlement, 0L);
    }

    /** Timestamp of the first record that is not settled, milliseconds since 1970, or -1 if all are. */
    public long oldestTimestamp() {
        Ticket first = open.peekFirst();
        return first == null ? -1 : first.timestamp();
    }

    /** Records consumed and not settled. */
    public long held() {
        return held;
    }

    /** Records from the first unsettled one on, those among them that are settled too: their offsets cannot be committed yet. */
    public int uncommittable() {
        return open.size();
    }

    /** Bytes kept in memory for the unsettled ones, roughly. */
    public long heldBytes() {
        return heldBytes;
    }

    /** The offset after the last consumed record, or -1. */
    public long nextOffset() {
        return nextOffset;
    }
}
