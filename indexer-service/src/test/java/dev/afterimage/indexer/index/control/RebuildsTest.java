package dev.afterimage.indexer.index.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.indexer.rebuild.Fill;
import dev.afterimage.indexer.rebuild.Kept;
import dev.afterimage.indexer.rebuild.Phase;
import dev.afterimage.indexer.rebuild.Rebuild;
import dev.afterimage.indexer.rebuild.Start;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RebuildsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.5Z");

    @Test
    void aRebuildIsReadAsItWasWritten() {
        Map<String, Start> start = Map.of("a-0", new Start(7, "p1 1 2 3 shop\n"), "b-11", new Start(0, ""));
        Rebuild full = Rebuild.ordered("i", List.of("a", "b"), 3, Fill.TOPIC, null, NOW)
                .ownedBy("me")
                .begun(start, 100, NOW)
                .copied(40, 41, 2)
                .beaten(9, 3)
                .keeping(new Kept(3, "i~3", start, false))
                .different(List.of("MISSING 1", "STALE 2"), "2 documents differ", NOW)
                .abandoned();

        assertThat(Rebuilds.read("i", Rebuilds.write(full))).isEqualTo(full);
    }

    @Test
    void aFreshOneToo() {
        Rebuild fresh = Rebuild.ordered("i", List.of("a"), 1, Fill.DOCUMENTS, null, NOW);

        assertThat(Rebuilds.read("i", Rebuilds.write(fresh))).isEqualTo(fresh);
        assertThat(fresh.phase()).isEqualTo(Phase.ORDERED);
    }
}
