package dev.afterimage.indexer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.event.Origin;
import dev.afterimage.cdc.position.PostgresPosition;
import dev.afterimage.cdc.position.SourcePosition;
import dev.afterimage.indexer.plan.PositionWatch.Finding;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionWatchTest {
    private static final long TIME = 1_700_000_000_000L;
    private static final long LATER = TIME + PositionWatch.CLOCK_TOLERANCE_MS + 1;

    private final PositionWatch watch = PositionWatch.NEW.seen(at(Delivery.committed(800, 1), TIME), 10);

    @Test
    void theFirstEventOfASourceIsOnwardWhereverItStands() {
        assertThat(PositionWatch.NEW.look(at(Delivery.committed(0, 1), 0))).isEqualTo(Finding.ONWARD);
    }

    @Test
    void theSameTransactionAndLaterOnesAreOnward() {
        assertThat(watch.look(at(Delivery.committed(800, 2), TIME))).isEqualTo(Finding.ONWARD);
        assertThat(watch.look(at(Delivery.committed(808, 1), TIME))).isEqualTo(Finding.ONWARD);
    }

    @Test
    void aLowerPositionWithTheCommitTimeThatItHadIsARedelivery() {
        assertThat(watch.look(at(Delivery.committed(792, 1), TIME - 1))).isEqualTo(Finding.REDELIVERED);
    }

    @Test
    void aLowerPositionCommittedLaterIsAFallOnceClocksCannotExplainIt() {
        assertThat(watch.look(at(Delivery.committed(792, 1), LATER - 1))).isEqualTo(Finding.REDELIVERED);
        assertThat(watch.look(at(Delivery.committed(792, 1), LATER))).isEqualTo(Finding.FELL);
    }

    @Test
    void rowsOfSnapshotsAndOfTheTransactionAfterOneTellNoFall() {
        assertThat(watch.look(at(Delivery.fullSnapshot(80), LATER))).isEqualTo(Finding.REDELIVERED);
        assertThat(watch.look(at(Delivery.incremental(80), LATER))).isEqualTo(Finding.REDELIVERED);
        assertThat(watch.look(at(Delivery.commitUnknown(80, 1), LATER))).isEqualTo(Finding.REDELIVERED);
    }

    @Test
    void onlyStreamedEventsMoveItAndNeverBack() {
        assertThat(watch).isEqualTo(new PositionWatch(800, TIME, 10));
        assertThat(watch.seen(at(Delivery.fullSnapshot(8_000), LATER), 11)).isSameAs(watch);
        assertThat(watch.seen(at(Delivery.committed(792, 1), TIME), 11)).isSameAs(watch);
        assertThat(watch.seen(at(Delivery.committed(800, 2), LATER), 11)).isSameAs(watch);
        assertThat(watch.seen(at(Delivery.committed(808, 1), LATER), 12)).isEqualTo(new PositionWatch(808, LATER, 12));
    }

    @Test
    void anEventIsLateWhereAHigherPositionStandsAtAnEarlierOffset() {
        assertThat(watch.late(at(Delivery.committed(792, 1), TIME), 11)).isTrue();
        assertThat(watch.late(at(Delivery.committed(792, 1), TIME), 9)).isFalse();
        assertThat(watch.late(at(Delivery.committed(800, 1), TIME), 11)).isFalse();
    }

    @Property
    void whatIsEncodedIsDecoded(@ForAll long commit, @ForAll long committedAt, @ForAll long offset) {
        PositionWatch any = new PositionWatch(commit, committedAt, offset);

        assertThat(PositionWatch.decode(any.encode())).contains(any);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "p1",
                "p1 1 2",
                "p1 1 2 3 4",
                "p2 1 2 3",
                "p1 1 2 x",
                "p1  1 2",
                "p1 1 2 99999999999999999999"
            })
    void anythingElseIsPassedOver(String metadata) {
        assertThat(PositionWatch.decode(metadata)).isEmpty();
    }

    @Test
    void positionsOfTheWatchedSourceCompareByCommitAndNotByTheRowsOwnLsn() {
        PostgresPosition longOpen =
                new PostgresPosition(808, 400, 1, Delivery.committed(808, 1).snapshot());

        assertThat(watch.look(at(longOpen, LATER))).isEqualTo(Finding.ONWARD);
    }

    private static Origin at(SourcePosition position, long committedAt) {
        return new Origin(Delivery.SOURCE, "postgresql", "db", "public", "orders", committedAt, position, null, 0);
    }
}
