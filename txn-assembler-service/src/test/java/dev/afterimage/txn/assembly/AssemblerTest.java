package dev.afterimage.txn.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AssemblerTest {
    private static final long NOON = 1_700_000_000_000L;
    private static final long HOURS = 3 * 3_600_000L;

    private final HeapMemory memory = new HeapMemory();
    private final Assembler assembler = new Assembler(memory, table -> !table.equals("public.unread"));
    private final SourceTransaction transfer =
            SourceTransaction.of(773, 1000, NOON, List.of("public.accounts", "public.accounts", "public.transfers"));

    @Test
    void itIsWholeWithTheLastPieceThoughEndComesFirstAndBeginNever() {
        offer(transfer, transfer.end());
        offer(transfer, transfer.row(3));
        offer(transfer, transfer.row(1));
        assertThat(only().phase()).isEqualTo(Phase.OPEN);
        offer(transfer, transfer.row(2));
        assertThat(only().phase()).isEqualTo(Phase.READY);
        assertThat(only().id()).isEqualTo("773:1004");
        assertThat(only().commit()).isEqualTo(1004);
    }

    @Test
    void anEmptyTransactionIsWholeWithItsEnd() {
        SourceTransaction empty = SourceTransaction.of(774, 2000, NOON, List.of());
        offer(empty, empty.end());
        assertThat(only().phase()).isEqualTo(Phase.READY);
    }

    @Test
    void eventsOfCollectionsThatNobodyReadsAreNotWaitedForButKnown() {
        SourceTransaction mixed = SourceTransaction.of(775, 3000, NOON, List.of("public.accounts", "public.unread"));
        offer(mixed, mixed.row(1));
        offer(mixed, mixed.end());
        assertThat(only().phase()).isEqualTo(Phase.READY);
        assertThat(only().notConsumed(table -> !table.equals("public.unread"))).isEqualTo(Map.of("public.unread", 1L));
    }

    @Test
    void aRowThatComesTwiceCountsOnce() {
        offer(transfer, transfer.row(1));
        assertThat(offer(transfer, transfer.row(1)).fate()).isEqualTo(Offered.Fate.DUPLICATE);
        offer(transfer, transfer.end());
        offer(transfer, transfer.row(2));
        assertThat(only().phase()).isEqualTo(Phase.OPEN);
        assertThat(only().rows()).isEqualTo(2);
    }

    @Test
    void twoEventsInOnePlaceContradictEachOther() {
        SourceTransaction recounted =
                SourceTransaction.of(773, 1001, NOON, List.of("public.accounts", "public.transfers"));
        offer(transfer, transfer.row(1));
        assertThat(offer(recounted, recounted.row(1)).fate()).isEqualTo(Offered.Fate.CONTRADICTION);
        transfer.pieces().forEach(piece -> offer(transfer, piece));
        assertThat(only().phase()).isEqualTo(Phase.OPEN);
        assertThat(ProbableCause.of(only(), table -> true)).isEqualTo(ProbableCause.CONTRADICTION);
    }

    @Test
    void aShortEndAfterARestartIsNeverTakenForTheWhole() {
        offer(transfer, transfer.row(1));
        offer(transfer, transfer.row(2));
        offer(transfer, transfer.row(3));
        offer(transfer, new Piece.End("773:1004", 1004, NOON, 1, Map.of("public.transfers", 1L)));
        assertThat(only().phase()).isEqualTo(Phase.OPEN);
        assertThat(ProbableCause.of(only(), table -> true)).isEqualTo(ProbableCause.COUNT_SHORT);
    }

    @Test
    void aLostRecordKeepsItFromBeingWholeUntilItIsRedriven() {
        Piece.Lost lost =
                new Piece.Lost("public.accounts", Piece.UNKNOWN, transfer.row(2).record(), "MALFORMED", NOON);
        offer(transfer, lost);
        offer(transfer, transfer.end());
        offer(transfer, transfer.row(1));
        offer(transfer, transfer.row(3));
        assertThat(ProbableCause.of(only(), table -> true)).isEqualTo(ProbableCause.POISON_RECORD);
        offer(transfer, transfer.row(2));
        assertThat(only().phase()).isEqualTo(Phase.READY);
    }

    @Test
    void aLostRecordIsHealedByTheEventOfItsPlaceWhereverThatStands() {
        offer(transfer, new Piece.Lost("public.accounts", 2, "shop.public.accounts-0@7", "MALFORMED", NOON));
        transfer.pieces().forEach(piece -> offer(transfer, piece));
        assertThat(only().phase()).isEqualTo(Phase.READY);
    }

    @Test
    void aLostRecordOfAnEventThatIsThereSaysNothingNew() {
        offer(transfer, transfer.row(2));
        Piece.Lost again = new Piece.Lost("public.accounts", 2, "shop.public.accounts-0@7", "MALFORMED", NOON);
        assertThat(offer(transfer, again).fate()).isEqualTo(Offered.Fate.DUPLICATE);
        transfer.pieces().forEach(piece -> offer(transfer, piece));
        assertThat(only().phase()).isEqualTo(Phase.READY);
    }

    @Test
    void aLostEndIsTheReasonUntilItComesReadable() {
        offer(transfer, new Piece.Lost(Piece.Lost.BOUNDARY, -1, "shop.transaction-0@7", "MALFORMED", NOON));
        transfer.pieces().stream().filter(piece -> piece instanceof Piece.Row).forEach(piece -> offer(transfer, piece));
        assertThat(ProbableCause.of(only(), table -> true)).isEqualTo(ProbableCause.POISON_RECORD);
        offer(transfer, transfer.end());
        assertThat(only().phase()).isEqualTo(Phase.READY);
    }

    @Test
    void whatComesAgainOfAWholeTransactionIsADuplicate() {
        transfer.pieces().forEach(piece -> offer(transfer, piece));
        memory.depart(only(), NOON);
        transfer.pieces()
                .forEach(piece -> assertThat(offer(transfer, piece).fate()).isEqualTo(Offered.Fate.DUPLICATE));
        assertThat(memory.all()).isEmpty();
    }

    @Test
    void whatComesOfATransactionThatWasGivenUpIsLate() {
        offer(transfer, transfer.row(1));
        OpenTransaction stuck = only();
        stuck.giveUp(ProbableCause.of(stuck, table -> true));
        assertThat(stuck.cause()).isEqualTo(ProbableCause.END_MISSING);
        memory.depart(stuck, NOON);
        assertThat(offer(transfer, transfer.row(2)).fate()).isEqualTo(Offered.Fate.LATE);
        assertThat(offer(transfer, transfer.end()).fate()).isEqualTo(Offered.Fate.LATE);
        assertThat(memory.all()).isEmpty();
    }

    @Test
    void aNumberThatIsGivenAgainDisplacesWhatIsStillOpenAndMixesNothing() {
        SourceTransaction later = SourceTransaction.of(773, 900_000, NOON + HOURS, List.of("public.accounts"));
        offer(transfer, transfer.row(1));
        Offered offered = offer(later, later.row(1));
        assertThat(Objects.requireNonNull(offered.displaced()).cause()).isEqualTo(ProbableCause.NUMBER_REUSED);
        offer(later, later.end());
        assertThat(memory.open(transfer.key()))
                .extracting(OpenTransaction::phase, OpenTransaction::rows)
                .containsExactly(tuple(Phase.LEAVING_INCOMPLETE, 1L), tuple(Phase.READY, 1L));
        assertThat(offer(transfer, transfer.row(2)).fate()).isEqualTo(Offered.Fate.LATE);
    }

    private OpenTransaction only() {
        assertThat(memory.all()).hasSize(1);
        return memory.all().getFirst();
    }

    private Offered offer(SourceTransaction of, Piece piece) {
        return assembler.offer(of.key(), piece, NOON, NOON);
    }
}
