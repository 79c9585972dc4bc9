package dev.afterimage.indexer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.cdc.event.RecordCoordinates;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class PartitionLedgerTest {
    private final PartitionLedger ledger = new PartitionLedger(new TopicPartition("t", 0));

    @Test
    void beforeAnythingCameThereIsNothingToCommit() {
        assertThat(ledger.committable()).isEmpty();
        assertThat(ledger.nextOffset()).isEqualTo(-1);
        assertThat(ledger.oldestTimestamp()).isEqualTo(-1);
    }

    @Test
    void aRecordThatIsNotSettledHoldsTheOffsetBackWhateverIsSettledBehindIt() {
        Ticket first = open(10);
        Ticket second = open(11);

        ledger.settle(second, Settlement.APPLIED);
        assertThat(ledger.committable()).hasValue(10);
        assertThat(ledger.oldestTimestamp()).isEqualTo(1_010);

        ledger.settle(first, Settlement.SUPERSEDED);
        assertThat(ledger.committable()).hasValue(12);
        assertThat(ledger.oldestTimestamp()).isEqualTo(-1);
    }

    @Test
    void whatIsSettledBehindARecordThatTakesLongKeepsNoRecordInMemoryAndIsCounted() {
        Ticket first = open(10);
        Ticket second = open(11);

        ledger.settle(second, Settlement.APPLIED);

        assertThatThrownBy(second::record).isInstanceOf(IllegalStateException.class);
        assertThat(first.record().offset()).isEqualTo(10);
        assertThat(ledger.held()).isEqualTo(1);
        assertThat(ledger.uncommittable()).isEqualTo(2);
        ledger.settle(first, Settlement.APPLIED);
        assertThat(ledger.uncommittable()).isZero();
    }

    @Test
    void gapsInTheOffsetsAreFineAndFallsAreNot() {
        open(10);
        open(20);

        assertThatThrownBy(() -> open(20)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> open(15)).isInstanceOf(IllegalStateException.class);
        assertThat(ledger.consumed()).isEqualTo(2);
    }

    @Test
    void aTicketIsSettledOnce() {
        Ticket ticket = open(10);
        ledger.settle(ticket, Settlement.APPLIED);

        assertThatThrownBy(() -> ledger.settle(ticket, Settlement.PARKED)).isInstanceOf(IllegalStateException.class);
        assertThat(ledger.count(Settlement.PARKED)).isZero();
        assertThat(ledger.held()).isZero();
    }

    /** G3 and G14 of the guarantees. */
    @Property
    void theCommittedPrefixNeverPassesAnUnsettledRecordAndTheBooksBalanceAtEveryMoment(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 3) Integer> gaps, @ForAll Random random) {
        PartitionLedger any = new PartitionLedger(new TopicPartition("t", 0));
        List<Long> offsets = new ArrayList<>();
        long offset = 0;
        for (int gap : gaps) {
            offset += gap;
            offsets.add(offset);
        }
        List<Ticket> open = new ArrayList<>();
        int next = 0;
        long committed = 0;
        while (next < offsets.size() || !open.isEmpty()) {
            if (next < offsets.size() && (open.isEmpty() || random.nextBoolean())) {
                open.add(open(any, offsets.get(next++)));
            } else {
                Settlement as = Settlement.values()[random.nextInt(Settlement.values().length)];
                any.settle(open.remove(random.nextInt(open.size())), as);
            }
            long expected = open.stream()
                    .mapToLong(ticket -> ticket.record().offset())
                    .min()
                    .orElse(offsets.get(next - 1) + 1);
            assertThat(any.committable()).hasValue(expected);
            assertThat(expected).isGreaterThanOrEqualTo(committed);
            committed = expected;
            assertThat(any.held()).isEqualTo(open.size());
            assertThat(any.heldBytes())
                    .isEqualTo(open.stream().mapToLong(Ticket::bytes).sum());
            assertThat(any.consumed())
                    .isEqualTo(any.held()
                            + Stream.of(Settlement.values())
                                    .mapToLong(any::count)
                                    .sum());
        }
        assertThat(any.committable()).hasValue(offset + 1);
    }

    @Test
    void aRecordLeavesOnceEveryOneBeforeItIsSettledOrLeavesToo() {
        List<Long> left = new ArrayList<>();
        Ticket first = open(10);
        Ticket second = open(11);
        Ticket third = open(12);

        leave(third, left);
        leave(second, left);
        assertThat(left).isEmpty();

        ledger.settle(first, Settlement.APPLIED);
        assertThat(left).containsExactly(11L, 12L);
        assertThat(ledger.committable()).hasValue(11);
    }

    @Test
    void aRecordBehindWhichNothingIsAtWorkLeavesAtOnce() {
        List<Long> left = new ArrayList<>();

        leave(open(10), left);

        assertThat(left).containsExactly(10L);
    }

    @Property
    void recordsLeaveInTheirOrderAndNoneBeforeAnEarlierOneIsDone(
            @ForAll @Size(min = 1, max = 30) List<Boolean> leaves, @ForAll Random random) {
        PartitionLedger any = new PartitionLedger(new TopicPartition("t", 0));
        List<Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < leaves.size(); i++) {
            tickets.add(open(any, i));
        }
        Set<Long> atWork = new HashSet<>();
        tickets.forEach(ticket -> atWork.add(ticket.record().offset()));
        List<Long> left = new ArrayList<>();
        Collections.shuffle(tickets, random);
        for (Ticket ticket : tickets) {
            long offset = ticket.record().offset();
            atWork.remove(offset);
            if (leaves.get((int) offset)) {
                ticket.leaveInTurn(() -> {
                    assertThat(atWork).allMatch(other -> other > offset);
                    left.add(offset);
                    any.settle(ticket, Settlement.PARKED);
                });
            } else {
                any.settle(ticket, Settlement.APPLIED);
            }
        }
        assertThat(left).isSorted().hasSize((int)
                leaves.stream().filter(leave -> leave).count());
        assertThat(any.held()).isZero();
    }

    @Test
    void theHighestRefusedOffsetIsKeptWhateverBecomesOfTheRecord() {
        Ticket first = open(10);
        Ticket second = open(11);

        second.refused();
        first.refused();
        ledger.settle(second, Settlement.PARKED);

        assertThat(ledger.lastRefused()).isEqualTo(11);
        assertThat(open(12).refusedSince(first)).isTrue();
        assertThat(open(13).refusedSince(second)).isFalse();
    }

    @Test
    void betweenRecordsOfTwoPartitionsOrWithARedrivenOneAnythingMayHaveBeenRefused() {
        Delivery delivery = Delivery.ofPartition(0);
        Ticket plain = delivery.ticket();

        assertThat(delivery.ticket().refusedSince(plain)).isFalse();
        assertThat(open(10).refusedSince(plain)).isTrue();
        Ticket redriven = delivery.redriven(3);
        assertThat(redriven.refusedSince(plain)).isTrue();
        assertThat(delivery.ticket().refusedSince(redriven)).isTrue();
    }

    private Ticket open(long offset) {
        return open(ledger, offset);
    }

    private static Ticket open(PartitionLedger ledger, long offset) {
        byte[] value = new byte[(int) offset % 7];
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "t",
                0,
                offset,
                1_000 + offset,
                TimestampType.CREATE_TIME,
                -1,
                value.length,
                new byte[0],
                value,
                new RecordHeaders(),
                Optional.empty());
        return ledger.open(record, new RecordCoordinates("t", 0, offset, 1_000 + offset), null);
    }

    private static void leave(Ticket ticket, List<Long> left) {
        ticket.leaveInTurn(() -> left.add(ticket.record().offset()));
    }
}
