package dev.afterimage.indexer.plan;

import static dev.afterimage.indexer.plan.Delivery.committed;
import static dev.afterimage.indexer.plan.Delivery.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DocumentSlotTest {
    private final Delivery delivery = Delivery.ofPartition(0);
    private final DocumentSlot slot = new DocumentSlot(new DocumentKey("orders", "1", null));

    @Test
    void anEmptySlotHasNothingToWriteAndNothingInFlight() {
        assertThat(slot.next()).isNull();
        assertThat(slot.inFlight()).isNull();
        assertThat(slot.phase()).isEqualTo(DocumentSlot.Phase.IDLE);
    }

    @Property
    void candidatesWaitInTheOrderOfTheirVersionsAndThoseThatAreEqualInTheOrderOfTheirComing(
            @ForAll @Size(max = 12) List<@LongRange(min = 1, max = 5) Long> commits) {
        DocumentSlot any = new DocumentSlot(new DocumentKey("orders", "1", null));
        List<Candidate> expected = new ArrayList<>();
        for (long commit : commits) {
            Candidate candidate = update(8 * commit, 1);
            any.insert(candidate);
            expected.add(candidate);
        }
        expected.sort(Comparator.comparingLong(Candidate::version));

        assertThat(any.waiting()).isEqualTo(expected);
        assertThat(any.next()).isEqualTo(expected.isEmpty() ? null : expected.getLast());
    }

    @Test
    void saturatedVersionsStandInTheOrderOfTheirFullOrders() {
        Candidate later = update(80, 9_000);
        Candidate earlier = update(80, 5_000);
        assertThat(later.version()).isEqualTo(earlier.version());

        slot.insert(later);
        slot.insert(earlier);

        assertThat(slot.waiting()).containsExactly(earlier, later);
    }

    @Test
    void whatIsSentLeavesTheSlotFreeForWhatComes() {
        Candidate first = update(8, 1);
        Candidate second = update(16, 1);
        Candidate third = update(24, 1);
        slot.insert(first);
        slot.insert(second);

        slot.moveToSent();
        slot.insert(third);

        assertThat(slot.inFlight()).isEqualTo(second);
        assertThat(slot.next()).isEqualTo(third);
        assertThat(slot.clearSent()).containsExactly(first, second);
        assertThat(slot.inFlight()).isNull();
        assertThat(slot.next()).isEqualTo(third);
    }

    @Test
    void whatIsTakenBackWaitsAgainAndWhatHadComeMeanwhileIsGivenBack() {
        Candidate sent = update(8, 1);
        Candidate later = update(16, 1);
        slot.insert(sent);
        slot.moveToSent();
        slot.insert(later);

        assertThat(slot.takeBack()).containsExactly(later);

        assertThat(slot.waiting()).containsExactly(sent);
        assertThat(slot.inFlight()).isNull();
        slot.insert(later);
        assertThat(slot.next()).isEqualTo(later);
    }

    @Test
    void onlyTheNewestIsReplacedOrRemoved() {
        Candidate first = update(8, 1);
        Candidate second = update(16, 1);
        Candidate better = second.judged(second.version() + 1, 5);
        slot.insert(first);
        slot.insert(second);

        slot.replaceNext(better);
        assertThat(slot.waiting()).containsExactly(first, better);

        slot.moveToSent();
        slot.replaceSent(second);
        assertThat(slot.sent()).containsExactly(first, second);

        slot.takeBack();
        assertThat(slot.removeNext()).isEqualTo(second);
        assertThat(slot.next()).isEqualTo(first);
    }

    private Candidate update(long commit, long order) {
        return delivery.upsert(committed(commit, order), row("v" + commit, "b"));
    }
}
