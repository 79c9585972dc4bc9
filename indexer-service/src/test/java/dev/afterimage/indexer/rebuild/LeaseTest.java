package dev.afterimage.indexer.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Lease lease = new Lease(1_000);
    private final Rebuild ordered = Rebuild.ordered("i", List.of("t"), 1, Fill.DOCUMENTS, null, NOW);

    @Test
    void whatNobodyOwnsIsFreeAtOnce() {
        assertThat(lease.free(ordered, "me", 0)).isTrue();
    }

    @Test
    void ownOnesAndEndedOnesAreNotTaken() {
        assertThat(lease.free(ordered.ownedBy("me"), "me", 0)).isFalse();
        assertThat(lease.free(ordered.with(Phase.SWITCHED, "", NOW), "me", 0)).isFalse();
        assertThat(lease.free(ordered.with(Phase.DIFFERENT, "", NOW), "me", 0)).isFalse();
    }

    @Test
    void anOwnerThatBeatsKeepsIt() {
        Rebuild owned = ordered.ownedBy("other");
        for (int i = 0; i < 10; i++) {
            assertThat(lease.free(owned, "me", i * 900L)).isFalse();
            owned = owned.beaten(5, 0);
        }
    }

    @Test
    void aSilentOwnerLosesItByTheClockOfTheOneWhoLooks() {
        Rebuild owned = ordered.ownedBy("other");

        assertThat(lease.free(owned, "me", 5_000)).isFalse();
        assertThat(lease.free(owned, "me", 5_999)).isFalse();
        assertThat(lease.free(owned, "me", 6_000)).isTrue();
    }

    @Test
    void aNewOwnerBeginsANewSilence() {
        assertThat(lease.free(ordered.ownedBy("other"), "me", 0)).isFalse();
        assertThat(lease.free(ordered.ownedBy("third"), "me", 2_000)).isFalse();
        assertThat(lease.free(ordered.ownedBy("third"), "me", 3_000)).isTrue();
    }
}
