package dev.afterimage.indexer.plan;

import static dev.afterimage.indexer.plan.Delivery.commitUnknown;
import static dev.afterimage.indexer.plan.Delivery.committed;
import static dev.afterimage.indexer.plan.Delivery.row;
import static dev.afterimage.indexer.plan.Delivery.withoutBody;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParkedMarkTest {
    private final Delivery delivery = Delivery.ofPartition(0);

    @Test
    void anEventWithAVersionHoldsBackThoseAboveIt() {
        Candidate parked = delivery.upsert(committed(16, 1), row("p", "P"));
        ParkedMark mark = mark(parked, -1);

        assertThat(mark.holdsBack(delivery.upsert(committed(24, 1), withoutBody("b")), null))
                .isTrue();
        assertThat(mark.holdsBack(delivery.upsert(committed(8, 1), withoutBody("a")), null))
                .isFalse();
        assertThat(mark.holdsBack(parked, null)).isFalse();
    }

    @Test
    void anImageThatIsAsNewAsTheEventHasOvertakenIt() {
        ParkedMark mark = mark(delivery.upsert(committed(16, 1), row("p", "P")), -1);
        Candidate partial = delivery.upsert(committed(32, 1), withoutBody("b"));

        assertThat(mark.holdsBack(
                        partial, delivery.upsert(committed(8, 1), row("a", "A")).asStored()))
                .isTrue();
        assertThat(mark.holdsBack(
                        partial,
                        delivery.upsert(committed(16, 1), row("c", "C")).asStored()))
                .isFalse();
    }

    @Test
    void withoutAVersionOnlyALaterOffsetWithACommitNotSeenBeforeHasOvertakenIt() {
        Ticket undecodable = delivery.ticket();
        ParkedMark mark = new ParkedMark(undecodable.at(), ParkedMark.UNKNOWN, 16);
        Candidate redelivered = delivery.upsert(committed(16, 1), row("a", "A"));
        Candidate later = delivery.upsert(committed(24, 1), row("c", "C"));
        Candidate elsewhere = Delivery.ofPartition(1).upsert(committed(24, 1), row("c", "C"));
        Candidate partial = delivery.upsert(committed(32, 1), withoutBody("b"));

        assertThat(mark.holdsBack(partial, redelivered.asStored())).isTrue();
        assertThat(mark.holdsBack(partial, elsewhere.asStored())).isTrue();
        assertThat(mark.holdsBack(partial, later.asStored())).isFalse();
    }

    @Test
    void theFirstTransactionAfterASnapshotHasNoVersionInAMarkUntilItIsPlaced() {
        Candidate unplaced = delivery.upsert(commitUnknown(80, 1), row("p", "P"));

        assertThat(unplaced.markedVersion()).isEqualTo(ParkedMark.UNKNOWN);
        Candidate placed = unplaced.judged(8_000_001, 64_000);
        assertThat(placed.markedVersion()).isEqualTo(8_000_001);
    }

    private static ParkedMark mark(Candidate candidate, long seen) {
        return new ParkedMark(candidate.at(), candidate.markedVersion(), seen);
    }
}
