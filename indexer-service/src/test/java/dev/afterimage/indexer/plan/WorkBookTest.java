package dev.afterimage.indexer.plan;

import static dev.afterimage.indexer.plan.Delivery.committed;
import static dev.afterimage.indexer.plan.Delivery.row;
import static dev.afterimage.indexer.plan.Delivery.withoutBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.RowImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class WorkBookTest {
    private static final DocumentKey KEY = new DocumentKey("orders", "1", null);

    private final Map<Ticket, Settlement> settled = new LinkedHashMap<>();
    private final WorkBook book = new WorkBook((key, ticket, as) -> settled.put(ticket, as));
    private final Delivery delivery = Delivery.ofPartition(0);

    @Test
    void anEmptyBookHasNothingToDo() {
        assertThat(book.take()).isNull();
        assertThat(book.size()).isZero();
        assertThat(book.readyCount()).isZero();
    }

    @Test
    void oneWriteIsDoneForManyUpdatesOfOneDocument() throws EventFailure {
        Candidate first = admit(8, row("a", "x"));
        Candidate second = admit(16, row("b", "x"));
        DocumentSlot slot = taken();

        assertThat(book.send(slot)).isEqualTo(second);
        book.applied(slot);

        assertThat(settled)
                .containsExactly(
                        Map.entry(first.ticket(), Settlement.SUPERSEDED),
                        Map.entry(second.ticket(), Settlement.APPLIED));
        assertThat(book.size()).isZero();
    }

    @Test
    void anOlderEventThatComesLaterIsSupersededByTheNewer() throws EventFailure {
        Candidate newer = admit(16, row("b", "x"));
        Candidate older = admit(8, row("a", "x"));
        DocumentSlot slot = taken();

        assertThat(book.send(slot)).isEqualTo(newer);
        book.applied(slot);

        assertThat(settled).containsEntry(older.ticket(), Settlement.SUPERSEDED);
        assertThat(settled).containsEntry(newer.ticket(), Settlement.APPLIED);
    }

    @Test
    void whileAWriteIsInFlightTheNextWaits() throws EventFailure {
        admit(8, row("a", "x"));
        DocumentSlot slot = taken();
        book.send(slot);
        Candidate next = admit(16, row("b", "x"));

        assertThat(book.take()).isNull();
        book.applied(slot);

        DocumentSlot again = taken();
        assertThat(again).isSameAs(slot);
        assertThat(book.send(again)).isEqualTo(next);
    }

    @Test
    void whatDidNotGetThroughWaitsAgainTogetherWithWhatCame() throws EventFailure {
        Candidate first = admit(8, row("a", "x"));
        DocumentSlot slot = taken();
        book.send(slot);
        Candidate next = admit(16, row("b", "x"));

        assertThat(book.takeBack(slot)).isEmpty();

        assertThat(book.send(taken())).isEqualTo(next);
        book.applied(slot);
        assertThat(settled)
                .containsEntry(first.ticket(), Settlement.SUPERSEDED)
                .containsEntry(next.ticket(), Settlement.APPLIED);
    }

    @Test
    void whereTheIndexHoldsSomethingNewerAllThatWasInFlightIsSuperseded() throws EventFailure {
        Candidate first = admit(8, row("a", "x"));
        Candidate second = admit(16, row("b", "x"));
        DocumentSlot slot = taken();
        book.send(slot);

        book.superseded(slot);

        assertThat(settled)
                .containsEntry(first.ticket(), Settlement.SUPERSEDED)
                .containsEntry(second.ticket(), Settlement.SUPERSEDED);
        assertThat(book.size()).isZero();
    }

    @Test
    void theTombstoneOfATruncatedRowSupersedesItsEvent() throws EventFailure {
        Candidate fallen = delivery.upsert(committed(8, 1), row("a", "x")).flooredAt(1_000_000);
        book.admit(KEY, fallen);
        DocumentSlot slot = taken();
        book.send(slot);

        book.applied(slot);

        assertThat(settled).containsExactly(Map.entry(fallen.ticket(), Settlement.SUPERSEDED));
    }

    @Test
    void aPartialImageIsCompletedFromTheOneBeforeIt() throws EventFailure {
        admit(8, row("a", "B"));
        admit(16, withoutBody("b"));

        RowImage image = Objects.requireNonNull(book.send(taken()).image());

        assertThat(image.toJson()).isEqualTo("{\"id\":1,\"v\":\"b\",\"body\":\"B\"}");
    }

    @Test
    void aPartialImageAfterADeleteIsNotCompletedFromWhatWasDeleted() throws EventFailure {
        admit(8, row("a", "B"));
        book.admit(KEY, delivery.delete(committed(16, 1)));
        admit(24, withoutBody("b"));

        RowImage image = Objects.requireNonNull(book.send(taken()).image());

        assertThat(image.complete()).isFalse();
    }

    @Test
    void aPartialImageDoesNotPassOverWhatWasSentAgain() throws EventFailure {
        Ticket again = delivery.redriven(0);
        book.admit(KEY, delivery.upsert(again, committed(8, 1), row("a", "B")));

        assertThat(admit(16, withoutBody("b")).needsRead()).isTrue();
        assertThat(Objects.requireNonNull(taken().next()).needsRead()).isTrue();
    }

    @Test
    void aSecondDeliveryOfAnOlderEventDoesNotVouchForWhatCameAfterTheFirst() throws EventFailure {
        delivery.ticket().refused();
        Ticket partial = delivery.ticket();
        book.admit(KEY, delivery.upsert(committed(8, 1), row("a", "B")));

        book.admit(KEY, delivery.upsert(partial, committed(24, 1), withoutBody("b")));

        assertThat(Objects.requireNonNull(taken().next()).needsRead()).isTrue();
    }

    @Test
    void anEventOfAnotherSourceIsRefusedAndNothingOfItIsTakenIn() throws EventFailure {
        Candidate ours = admit(8, row("a", "x"));
        Candidate foreign = Delivery.ofSource("other").upsert(committed(16, 1), row("b", "x"));

        assertRefused(FailureCategory.FOREIGN_SOURCE, () -> book.admit(KEY, foreign));

        assertThat(book.send(taken())).isEqualTo(ours);
    }

    @Test
    void anEventWhosePlaceNothingTellsIsRefused() throws EventFailure {
        book.admit(KEY, Delivery.ofPartition(1).upsert(Delivery.fullSnapshot(8_000), row("a", "x")));
        Candidate unknown = delivery.upsert(Delivery.commitUnknown(80, 1), row("b", "x"));

        assertRefused(FailureCategory.POSITION_AMBIGUOUS, () -> book.admit(KEY, unknown));
    }

    @Test
    void afterAnImpossibleWriteThoseThatItHadReplacedAreFallenBackTo() throws EventFailure {
        Candidate first = admit(8, row("a", "x"));
        Candidate impossible = admit(16, row("b", "x"));
        DocumentSlot slot = taken();
        book.send(slot);

        assertThat(book.withdrawSent(slot)).isEmpty();
        assertThat(book.take()).isNull();
        book.release(slot);

        assertThat(book.send(taken())).isEqualTo(first);
        book.applied(slot);
        assertThat(settled)
                .containsExactly(Map.entry(first.ticket(), Settlement.APPLIED))
                .doesNotContainKey(impossible.ticket());
        assertThat(delivery.ledger().lastRefused())
                .isEqualTo(impossible.ticket().record().offset());
    }

    @Test
    void whatWasBorrowedAcrossARefusedEventIsLookedAtBeforeItIsWritten() throws EventFailure {
        admit(8, row("a", "B"));
        delivery.ticket().refused();

        Candidate borrowing = admit(24, withoutBody("b"));

        assertThat(borrowing.needsRead()).isTrue();
        Candidate next = Objects.requireNonNull(taken().next());
        assertThat(next.sent()).isNotNull();
        assertThat(next.needsRead()).isTrue();
        assertThat(next.checked().needsRead()).isFalse();
    }

    @Test
    void aBetterCandidateTakesThePlaceOfTheOneThatWaits() throws EventFailure {
        Candidate partial = admit(8, withoutBody("a"));
        DocumentSlot slot = taken();
        Candidate whole = partial.withImage(row("a", "B"), null);

        book.revise(slot, whole);
        book.release(slot);

        assertThat(book.send(taken())).isEqualTo(whole);
    }

    @Test
    void allThatWaitsMayBeOlderThanWhatIsStored() throws EventFailure {
        Candidate first = admit(8, withoutBody("a"));
        Candidate second = admit(16, withoutBody("b"));

        book.supersededWaiting(taken());

        assertThat(settled)
                .containsEntry(first.ticket(), Settlement.SUPERSEDED)
                .containsEntry(second.ticket(), Settlement.SUPERSEDED);
        assertThat(book.size()).isZero();
    }

    @Test
    void whatWaitsOfALostPartitionIsForgottenAndWhatIsInFlightRunsItsCourse() throws EventFailure {
        Candidate sent = admit(8, row("a", "x"));
        DocumentSlot slot = taken();
        book.send(slot);
        admit(16, row("b", "x"));
        book.admit(new DocumentKey("orders", "2", null), delivery.upsert(committed(24, 1), row("c", "x")));

        book.forget(ticket -> ticket.ledger() == delivery.ledger());

        assertThat(book.take()).isNull();
        book.applied(slot);
        assertThat(settled).containsExactly(Map.entry(sent.ticket(), Settlement.APPLIED));
        assertThat(book.size()).isZero();
    }

    /**
     * Whatever happens to the writes: every record ends once, a document's applied versions never fall, at most one write is in flight for
     * it, and its last one is the newest that was not withdrawn.
     */
    @Property(tries = 500)
    void inTheEndEveryRecordIsSettledOnceAndTheNewestOfEachDocumentIsWritten(
            @ForAll @IntRange(min = 1, max = 40) int events, @ForAll Random random) throws EventFailure {
        Map<Ticket, Settlement> ends = new HashMap<>();
        Map<DocumentKey, Long> newest = new HashMap<>();
        Map<DocumentKey, Long> written = new HashMap<>();
        WorkBook any = new WorkBook((key, ticket, as) -> {
            assertThat(ends.put(ticket, as)).isNull();
            ticket.ledger().settle(ticket, as);
        });
        Delivery partition = Delivery.ofPartition(0);
        List<DocumentSlot> inFlight = new ArrayList<>();
        Set<Candidate> withdrawn = new HashSet<>();
        Map<DocumentKey, List<Candidate>> admitted = new HashMap<>();
        int come = 0;
        while (come < events || any.size() > 0) {
            if (come < events && random.nextInt(3) > 0) {
                come++;
                DocumentKey key = new DocumentKey("orders", Integer.toString(random.nextInt(3)), null);
                Candidate candidate = random.nextInt(4) == 0
                        ? partition.delete(committed(8L * (1 + random.nextInt(20)), come))
                        : partition.upsert(committed(8L * (1 + random.nextInt(20)), come), row("v" + come, "x"));
                any.admit(key, candidate);
                admitted.computeIfAbsent(key, none -> new ArrayList<>()).add(candidate);
                continue;
            }
            DocumentSlot slot = any.take();
            if (slot != null) {
                if (random.nextInt(8) == 0) {
                    Candidate out = Objects.requireNonNull(slot.next());
                    any.withdraw(slot);
                    withdrawn.add(out);
                    partition.ledger().settle(out.ticket(), Settlement.PARKED);
                    any.release(slot);
                    continue;
                }
                any.send(slot);
                assertThat(inFlight).noneMatch(other -> other.key().equals(slot.key()));
                inFlight.add(slot);
            }
            if (inFlight.isEmpty()) {
                continue;
            }
            DocumentSlot done = inFlight.remove(random.nextInt(inFlight.size()));
            Candidate candidate = Objects.requireNonNull(done.inFlight());
            switch (random.nextInt(4)) {
                case 0 -> assertThat(any.takeBack(done)).isEmpty();
                case 1 -> {
                    assertThat(any.withdrawSent(done)).isEmpty();
                    withdrawn.add(candidate);
                    partition.ledger().settle(candidate.ticket(), Settlement.PARKED);
                    any.release(done);
                }
                default -> {
                    long before = written.getOrDefault(done.key(), -1L);
                    if (candidate.version() >= before) {
                        written.put(done.key(), candidate.version());
                        any.applied(done);
                    } else {
                        any.superseded(done);
                    }
                }
            }
        }
        admitted.forEach((key, all) -> all.stream()
                .filter(candidate -> !withdrawn.contains(candidate))
                .forEach(candidate -> newest.merge(key, candidate.version(), Math::max)));
        assertThat(written).isEqualTo(newest);
        assertThat(ends).hasSize(events - withdrawn.size());
        assertThat(partition.ledger().held()).isZero();
        assertThat(any.readyCount()).isZero();
    }

    private Candidate admit(long commit, RowImage image) throws EventFailure {
        Candidate candidate = delivery.upsert(committed(commit, 1), image);
        book.admit(KEY, candidate);
        return candidate;
    }

    private DocumentSlot taken() {
        return Objects.requireNonNull(book.take());
    }

    private static void assertRefused(FailureCategory category, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(EventFailure.class, failure -> assertThat(failure.category())
                .isEqualTo(category));
    }
}
