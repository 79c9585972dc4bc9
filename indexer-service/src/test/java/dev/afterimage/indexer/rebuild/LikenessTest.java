package dev.afterimage.indexer.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LikenessTest {
    private static final Likeness EXACT = new Likeness(true, Map.of("t-0", 100L));
    private static final Likeness BY_VERSION = new Likeness(false, Map.of("t-0", 100L));

    @Test
    void theSameDocumentIsAlike() {
        assertThat(EXACT.ofOld(entry(5, false, 1, 10), entry(5, false, 1, 10))).isEmpty();
    }

    @Test
    void aNewerOneIsNoneTheWorseWhateverItHolds() {
        assertThat(EXACT.ofOld(entry(5, false, 1, 10), entry(6, true, -1, 120))).isEmpty();
    }

    @Test
    void aMissingOrOlderOneIsWrongAndSoIsATombstoneThatIsMissing() {
        assertThat(EXACT.ofOld(entry(5, false, 1, 10), null)).contains(Difference.MISSING);
        assertThat(EXACT.ofOld(entry(5, true, -1, 10), null)).contains(Difference.MISSING);
        assertThat(EXACT.ofOld(entry(5, false, 1, 10), entry(4, false, 1, 9))).contains(Difference.STALE);
    }

    @Test
    void equalVersionsMustHaveEqualContentWhereContentIsKept() {
        assertThat(EXACT.ofOld(entry(5, false, 1, 10), entry(5, false, 2, 10))).contains(Difference.OTHER);
        assertThat(BY_VERSION.ofOld(entry(5, false, 1, 10), entry(5, false, 2, 10)))
                .isEmpty();
        assertThat(BY_VERSION.ofOld(entry(5, false, 1, 10), entry(5, true, -1, 10)))
                .contains(Difference.OTHER);
    }

    @Test
    void whatTheOldOneLacksIsRightOnlyWhereTheGroupHasNotComeToIt() {
        assertThat(EXACT.ofNew(entry(7, false, 1, 100), null)).isEmpty();
        assertThat(EXACT.ofNew(entry(7, false, 1, 99), null)).contains(Difference.EXTRA);
        assertThat(EXACT.ofNew(entry(7, true, -1, 99), null)).isEmpty();
        assertThat(EXACT.ofNew(entry(7, false, 1, 99), entry(1, false, 1, 1))).isEmpty();
    }

    @Test
    void aDocumentThatDoesNotTellWhereItComesFromIsNeverOnItsWay() {
        Entry foreign = new Entry("x", null, 3, false, -1, -1, "", -1, -1);

        assertThat(EXACT.ofNew(foreign, null)).contains(Difference.EXTRA);
    }

    @Test
    void aPartitionThatTheGroupNeverCommittedIsAllOnItsWay() {
        Entry fresh = new Entry("x", null, 3, false, 1, 1, "t", 7, 0);

        assertThat(EXACT.ofNew(fresh, null)).isEmpty();
    }

    private static Entry entry(long version, boolean deleted, long sum, long offset) {
        return new Entry("1", null, version, deleted, sum, sum, "t", 0, offset);
    }
}
