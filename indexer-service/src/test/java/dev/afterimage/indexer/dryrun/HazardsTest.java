package dev.afterimage.indexer.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HazardsTest {
    private final Hazards hazards = new Hazards();

    @Test
    void theSameOneAgainIsCountedAndTheFirstPlacesAreKept() {
        IntStream.range(0, 20)
                .forEach(i -> hazards.note(HazardKind.PARKED, "shop.public.a", "no key", "add one", "@" + i));

        assertThat(hazards.all()).singleElement().satisfies(hazard -> {
            assertThat(hazard.count()).isEqualTo(20);
            assertThat(hazard.examples()).containsExactly("@0", "@1", "@2", "@3", "@4");
            assertThat(hazard.remedy()).isEqualTo("add one");
        });
    }

    @Test
    void theGravestKindComesFirstAndWithinItTheMostFrequent() {
        hazards.note(HazardKind.TOPIC, "c", "compacted", "", "");
        hazards.note(HazardKind.PARKED, "b", "rare", "", "");
        hazards.note(HazardKind.PARKED, "a", "frequent", "", "");
        hazards.note(HazardKind.PARKED, "a", "frequent", "", "");
        hazards.note(HazardKind.STOPS, "d", "plain JSON", "", "");

        assertThat(hazards.all())
                .extracting(Hazard::message)
                .containsExactly("plain JSON", "frequent", "rare", "compacted");
    }

    @Test
    void beyondAThousandDifferentOnesTheyAreOnlyCounted() {
        IntStream.range(0, 1_010).forEach(i -> hazards.note(HazardKind.PARKED, "t", "cause " + i, "", ""));

        assertThat(hazards.all()).hasSize(1_000);
        assertThat(hazards.others()).isEqualTo(10);
    }
}
