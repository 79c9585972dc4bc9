package dev.afterimage.indexer.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class KeyPlacesTest {
    private final KeyPlaces places = new KeyPlaces(2);

    @Test
    void aKeyInAnotherPartitionIsToldWithTheFirstOne() {
        assertThat(places.elsewhere("t", 1, key("a"))).isNull();
        assertThat(places.elsewhere("t", 1, key("a"))).isNull();
        assertThat(places.elsewhere("t", 3, key("a"))).isEqualTo(1);
    }

    @Test
    void theSameBytesInAnotherTopicAreAnotherKey() {
        places.elsewhere("t", 1, key("a"));

        assertThat(places.elsewhere("u", 2, key("a"))).isNull();
    }

    @Test
    void beyondTheBoundNothingNewIsRememberedAndThatIsTold() {
        places.elsewhere("t", 0, key("a"));
        assertThat(places.full()).isFalse();
        places.elsewhere("t", 0, key("b"));
        places.elsewhere("t", 0, key("c"));

        assertThat(places.full()).isTrue();
        assertThat(places.elsewhere("t", 1, key("c"))).isNull();
        assertThat(places.elsewhere("t", 1, key("a"))).isEqualTo(0);
    }

    private static byte[] key(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
