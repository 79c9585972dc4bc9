package dev.afterimage.indexer.park;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ParkedKeyTest {
    @Test
    void theNameIsTheHashOfTheTopicAndTheKeysBytes() {
        assertThat(ParkedKey.of("shop.public.orders", "{\"id\":1}".getBytes(UTF_8)))
                .isEqualTo("1a8c3370a552c9c950b3809c229724f8c35ed59586d9e80358863d656113899d");
    }

    @Test
    void aRecordWithoutAKeyHasNoName() {
        assertThat(ParkedKey.of("shop.public.orders", null)).isNull();
        assertThat(ParkedKey.of("shop.public.orders", new byte[0])).isNotNull();
    }

    @Property
    void namesAreEqualExactlyForEqualTopicsAndKeys(
            @ForAll @AlphaChars String topic,
            @ForAll @Size(max = 3) byte[] key,
            @ForAll @AlphaChars String otherTopic,
            @ForAll @Size(max = 3) byte[] otherKey) {
        boolean same = topic.equals(otherTopic) && Arrays.equals(key, otherKey);

        assertThat(Objects.equals(ParkedKey.of(topic, key), ParkedKey.of(otherTopic, otherKey)))
                .isEqualTo(same);
    }

    @Test
    void theBoundaryBetweenTopicAndKeyCounts() {
        assertThat(ParkedKey.of("ab", "c".getBytes(UTF_8))).isNotEqualTo(ParkedKey.of("a", "bc".getBytes(UTF_8)));
    }
}
