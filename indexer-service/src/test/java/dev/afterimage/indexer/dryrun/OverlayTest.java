package dev.afterimage.indexer.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.indexer.plan.StoredImage;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OverlayTest {
    private final Overlay overlay = new Overlay();

    @Test
    void whatWasPutLastStandsWithTheNamesOfItsFields() {
        overlay.put("i", "1", image("shop", 5, false), Set.of("id", "v"));
        overlay.put("i", "1", image("shop", 7, false), Set.of("id"));

        Overlay.Standing standing = overlay.find("i", "1");
        assertThat(standing).isNotNull();
        assertThat(standing.image().version()).isEqualTo(7);
        assertThat(standing.fields().json("id")).asString().isEqualTo("null");
        assertThat(standing.fields().json("v")).isNull();
        assertThat(overlay.find("other", "1")).isNull();
        assertThat(overlay.size()).isEqualTo(1);
    }

    @Test
    void tombstonesAreCountedApartAndGiveNoSample() {
        overlay.put("i", "1", image("shop", 5, true), Set.of());
        overlay.put("i", "2", image("shop", 6, false), Set.of("id"));

        assertThat(overlay.counts("i")).isEqualTo(new Overlay.Counts(1, 1, "2"));
        assertThat(overlay.counts("none")).isEqualTo(new Overlay.Counts(0, 0, null));
    }

    @Test
    void aTruncateTurnsWhatIsOlderAndOfItsSourceIntoTombstones() {
        overlay.put("i", "old", image("shop", 5, false), Set.of("id"));
        overlay.put("i", "new", image("shop", 9, false), Set.of("id"));
        overlay.put("i", "foreign", image("other", 5, false), Set.of("id"));

        overlay.sweep("i", "shop", 9);

        assertThat(overlay.counts("i")).isEqualTo(new Overlay.Counts(2, 1, "new"));
    }

    private static StoredImage image(String source, long version, boolean deleted) {
        return new StoredImage(version, version, 0, StoredImage.NO_SNAPSHOT, source, "t", 0, version, deleted);
    }
}
