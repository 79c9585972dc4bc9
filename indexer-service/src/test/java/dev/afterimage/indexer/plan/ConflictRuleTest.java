package dev.afterimage.indexer.plan;

import static dev.afterimage.indexer.plan.Delivery.commitUnknown;
import static dev.afterimage.indexer.plan.Delivery.committed;
import static dev.afterimage.indexer.plan.Delivery.fullSnapshot;
import static dev.afterimage.indexer.plan.Delivery.incremental;
import static dev.afterimage.indexer.plan.Delivery.row;
import static dev.afterimage.indexer.plan.StoredImage.NO_SNAPSHOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.position.SourcePosition;
import dev.afterimage.cdc.position.Version;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ConflictRuleTest {
    /** Where the full snapshot stands, and LSNs that the transaction open across it wrote before. */
    private static final long X = 8_000;

    private static final long BEFORE_X = 4_000;

    private final Delivery delivery = Delivery.ofPartition(0);

    @Test
    void aLaterCommitIsNewerAndAnEarlierOneSuperseded() {
        StoredImage stored = update(committed(800, 1)).asStored();

        assertThat(ConflictRule.judge(update(committed(808, 1)), stored))
                .isEqualTo(new Judgement.Newer(Version.of(0, 101, 1).value(), NO_SNAPSHOT));
        assertThat(ConflictRule.judge(update(committed(792, 9)), stored)).isInstanceOf(Judgement.Superseded.class);
    }

    @Test
    void theSameEventAgainIsNewerSoThatItsWriteCanBeRepeated() {
        Candidate event = update(committed(800, 1));

        assertThat(ConflictRule.judge(event, event.asStored())).isInstanceOf(Judgement.Newer.class);
    }

    @Test
    void beyondTheOrdersThatAVersionHoldsTheFullOrderDecides() {
        StoredImage stored = update(committed(800, 5_000)).asStored();

        assertThat(ConflictRule.judge(update(committed(800, 5_001)), stored)).isInstanceOf(Judgement.Newer.class);
        assertThat(ConflictRule.judge(update(committed(800, 4_999)), stored)).isInstanceOf(Judgement.Superseded.class);
    }

    @Test
    void aHigherEpochIsNewerWhateverThePosition() {
        Candidate event = update(committed(800, 1));
        Candidate inNextEpoch = Candidate.of(event.ticket(), event.event(), 1, event.image(), false);

        assertThat(ConflictRule.judge(inNextEpoch, update(committed(80_000, 1)).asStored()))
                .isInstanceOf(Judgement.Newer.class);
    }

    @Test
    void theDocumentOfAnotherSourceIsForeign() {
        StoredImage stored = Delivery.ofSource("other")
                .upsert(committed(800, 1), row("a", "b"))
                .asStored();

        assertThat(ConflictRule.judge(update(committed(808, 1)), stored)).isEqualTo(new Judgement.Foreign("other"));
    }

    @Test
    void theFirstUpdateOfTheTransactionAfterTheSnapshotReplacesTheSnapshotsRowThoughItsLsnIsLower() {
        StoredImage stored = update(fullSnapshot(X)).asStored();

        assertThat(ConflictRule.judge(update(commitUnknown(BEFORE_X, 1)), stored))
                .isEqualTo(new Judgement.Newer(Version.of(0, X / 8, 1).value(), X));
    }

    /** FACTS §1.5: a rule that asks only whether the stored image is a row of the snapshot loses this one. */
    @Test
    void theSecondUpdateOfOneRowInThatTransactionReplacesTheFirst() {
        StoredImage first = replaced(update(fullSnapshot(X)).asStored(), update(commitUnknown(BEFORE_X, 1)));

        assertThat(first.snapshot()).isEqualTo(X);
        assertThat(ConflictRule.judge(update(commitUnknown(BEFORE_X + 80, 2)), first))
                .isEqualTo(new Judgement.Newer(Version.of(0, X / 8, 2).value(), X));
    }

    /** FACTS §1.5: nor does such a rule see that a tombstone stems from the snapshot. */
    @Test
    void anInsertAfterItsDeleteInThatTransactionReplacesTheTombstone() {
        StoredImage tombstone =
                replaced(update(fullSnapshot(X)).asStored(), delivery.delete(commitUnknown(BEFORE_X, 1)));

        assertThat(tombstone.deleted()).isTrue();
        assertThat(tombstone.snapshot()).isEqualTo(X);
        assertThat(ConflictRule.judge(update(commitUnknown(BEFORE_X + 80, 2)), tombstone))
                .isEqualTo(new Judgement.Newer(Version.of(0, X / 8, 2).value(), X));
    }

    @Test
    void theFirstOfThatTransactionThatIsDeliveredAgainIsOlderThanTheSecond() {
        StoredImage snapshot = update(fullSnapshot(X)).asStored();
        Candidate first = update(commitUnknown(BEFORE_X, 1));
        StoredImage second = replaced(replaced(snapshot, first), update(commitUnknown(BEFORE_X + 80, 2)));

        assertThat(ConflictRule.judge(first, second)).isInstanceOf(Judgement.Superseded.class);
        Candidate again = update(commitUnknown(BEFORE_X, 1));
        assertThat(ConflictRule.judge(again, second)).isInstanceOf(Judgement.Superseded.class);
    }

    @Test
    void whatThatTransactionWroteAfterTheSnapshotKeepsItsOwnHigherPosition() {
        StoredImage stored = update(fullSnapshot(X)).asStored();
        SourcePosition after = commitUnknown(X + 80, 3);

        assertThat(ConflictRule.judge(update(after), stored))
                .isEqualTo(new Judgement.Newer(Version.of(0, (X + 80) / 8, 3).value(), X));
    }

    @Test
    void theNextTransactionIsNewerThanAllOfThatOne() {
        StoredImage stored = replaced(update(fullSnapshot(X)).asStored(), update(commitUnknown(BEFORE_X, 4_095)));

        assertThat(ConflictRule.judge(update(committed(X + 8, 1)), stored)).isInstanceOf(Judgement.Newer.class);
    }

    @Test
    void anOldEventThatReturnsAfterALaterSnapshotStaysOld() {
        Candidate old = update(commitUnknown(BEFORE_X, 1));
        StoredImage laterSnapshot = update(fullSnapshot(X)).asStored();

        assertThat(ConflictRule.judge(old, laterSnapshot)).isInstanceOf(Judgement.Superseded.class);
    }

    @Test
    void acrossPartitionsNothingTellsWhetherSuchAnEventIsNewer() {
        StoredImage elsewhere =
                Delivery.ofPartition(1).upsert(fullSnapshot(X), row("a", "b")).asStored();

        assertThat(ConflictRule.judge(update(commitUnknown(BEFORE_X, 1)), elsewhere))
                .isEqualTo(new Judgement.Ambiguous());
        assertThat(ConflictRule.judge(update(commitUnknown(X + 8, 1)), elsewhere))
                .isInstanceOf(Judgement.Newer.class);
    }

    @Test
    void anIncrementalSnapshotIsNoSuchBoundary() {
        StoredImage stored = update(incremental(X)).asStored();

        assertThat(stored.snapshot()).isEqualTo(NO_SNAPSHOT);
        assertThat(ConflictRule.judge(update(commitUnknown(BEFORE_X, 1)), stored))
                .isInstanceOf(Judgement.Superseded.class);
    }

    @Property
    void ofTwoCommittedEventsExactlyTheLaterIsNewerInWhicheverOrderTheyMeet(
            @ForAll @LongRange(min = 1, max = 6) long commit,
            @ForAll @LongRange(min = 1, max = 5_000) long order,
            @ForAll @LongRange(min = 1, max = 6) long otherCommit,
            @ForAll @LongRange(min = 1, max = 5_000) long otherOrder) {
        Candidate one = update(committed(8 * commit, order));
        Candidate other = update(committed(8 * otherCommit, otherOrder));
        boolean later = commit > otherCommit || commit == otherCommit && order >= otherOrder;

        assertThat(ConflictRule.judge(one, other.asStored()) instanceof Judgement.Newer)
                .isEqualTo(later);
        if (commit != otherCommit || order != otherOrder) {
            assertThat(ConflictRule.judge(other, one.asStored()) instanceof Judgement.Newer)
                    .isEqualTo(!later);
        }
    }

    private Candidate update(SourcePosition position) {
        return delivery.upsert(position, row("a", "b"));
    }

    /** What is stored once a candidate was judged newer than what was there, and written. */
    private static StoredImage replaced(StoredImage before, Candidate candidate) {
        assertThat(ConflictRule.judge(candidate, before)).isInstanceOf(Judgement.Newer.class);
        Judgement.Newer newer = (Judgement.Newer) ConflictRule.judge(candidate, before);
        return candidate.judged(newer.version(), newer.snapshot()).asStored();
    }
}
