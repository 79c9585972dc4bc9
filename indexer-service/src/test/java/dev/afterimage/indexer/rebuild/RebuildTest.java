package dev.afterimage.indexer.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RebuildTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Map<String, Start> START = Map.of("t-0", new Start(7, "p1"));
    private static final Rebuild FIRST = Rebuild.ordered("i", List.of("t"), 1, Fill.DOCUMENTS, null, NOW);

    @Test
    void everyRebuildMakesAGenerationOfItsOwn() {
        Rebuild switched = FIRST.keeping(new Kept(1, "i", START, true)).with(Phase.SWITCHED, "", NOW);
        Rebuild abandoned = FIRST.with(Phase.ABANDONED, "", NOW);

        assertThat(FIRST.number()).isEqualTo(2);
        assertThat(Rebuild.ordered("i", List.of("t"), 2, Fill.TOPIC, switched, NOW)
                        .number())
                .isEqualTo(3);
        assertThat(Rebuild.ordered("i", List.of("t"), 1, Fill.DOCUMENTS, abandoned, NOW)
                        .number())
                .isEqualTo(3);
    }

    @Test
    void theWayBackStartsWhereTheKeptGenerationEndedAndKeepsTheOthers() {
        Kept first = new Kept(1, "i", START, true);
        Kept second = new Kept(2, "i~2", Map.of(), false);
        Rebuild third = FIRST.keeping(first).keeping(second).with(Phase.SWITCHED, "", NOW);

        Rebuild back = third.back(second, NOW);

        assertThat(back.phase()).isEqualTo(Phase.FOLLOWING);
        assertThat(back.number()).isEqualTo(2);
        assertThat(back.fill()).isEqualTo(Fill.NOTHING);
        assertThat(back.contentToo()).isFalse();
        assertThat(back.start()).isEmpty();
        assertThat(back.kept()).containsExactly(first);
        assertThat(back.resumed(NOW).phase()).isEqualTo(Phase.FOLLOWING);
    }

    @Test
    void itGoesOnWhereItStopped() {
        assertThat(FIRST.with(Phase.FAILED, "why", NOW).resumed(NOW).phase()).isEqualTo(Phase.ORDERED);
        Rebuild copying = FIRST.begun(START, 100, NOW).copied(40, 41, 0).with(Phase.FAILED, "why", NOW);
        assertThat(copying.resumed(NOW).phase()).isEqualTo(Phase.COPYING);
        assertThat(copying.resumed(NOW).scanned()).isEqualTo(40);
        Rebuild copied = FIRST.begun(START, 100, NOW).copied(100, 101, 0).different(List.of("MISSING 1"), "why", NOW);
        assertThat(copied.resumed(NOW).phase()).isEqualTo(Phase.FOLLOWING);
        assertThat(copied.resumed(NOW).differences()).isEmpty();
    }

    @Test
    void whatHasEndedHasNoOwnerAndEachWordRaisesTheBeat() {
        Rebuild owned = FIRST.ownedBy("me");

        assertThat(owned.with(Phase.COPYING, "", NOW).owner()).isEqualTo("me");
        assertThat(owned.with(Phase.SWITCHED, "", NOW).owner()).isEmpty();
        assertThat(owned.beat()).isGreaterThan(FIRST.beat());
        assertThat(owned.beaten(1, 2).beat()).isGreaterThan(owned.beat());
        assertThat(owned.beaten(1, 2).with(Phase.SWITCHING, "", NOW).beat())
                .isGreaterThan(owned.beaten(1, 2).beat());
    }

    @Test
    void aGenerationThatIsLeftAgainIsKeptOnce() {
        Rebuild kept = FIRST.keeping(new Kept(1, "i", Map.of(), true)).keeping(new Kept(1, "i", START, true));

        assertThat(kept.kept()).containsExactly(new Kept(1, "i", START, true));
    }
}
