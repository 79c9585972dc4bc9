package dev.afterimage.cdc.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexNameTest {
    @ParameterizedTest
    @CsvSource({
        "{topic}, shop.public.orders",
        "{table}, orders",
        "v2-{table}-{topic}, v2-orders-shop.public.orders",
        "Archive, archive"
    })
    void theTemplateIsFilledInLowerCase(String template, String name) {
        assertThat(IndexName.of(template, "Shop.public.Orders", "Orders")).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "a b, a%20b",
        "_private, %5fprivate",
        ".kibana, %2ekibana",
        "-x, %2dx",
        "a_b.c-d, a_b.c-d",
        "50%, 50%25",
        "a:b#c, a%3ab%23c"
    })
    void whatElasticsearchDoesNotTakeIsWrittenInHexadecimal(String table, String name) {
        assertThat(IndexName.of("{table}", "t", table)).isEqualTo(name);
    }

    @Property
    void everyNameIsOneThatElasticsearchTakes(@ForAll("tables") String table) {
        String name = IndexName.of("{table}", "t", table);

        assertThat(name).isEqualTo(name.toLowerCase(Locale.ROOT));
        assertThat(name).doesNotContainAnyWhitespaces().doesNotContainPattern("[\\\\/*?\"<>|,#:\\p{Cntrl}]");
        assertThat(name).doesNotMatch("^[-_+.].*");
        assertThat(name.getBytes(StandardCharsets.UTF_8).length).isBetween(1, 230);
    }

    @Property
    void onlyCaseMayMakeTwoTablesMeet(@ForAll("tables") String one, @ForAll("tables") String other) {
        boolean same = one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));

        assertThat(IndexName.of("{table}", "t", one).equals(IndexName.of("{table}", "t", other)))
                .isEqualTo(same);
    }

    @Test
    void aControlCharacterAndADigitAreNotTakenForAnotherControlCharacter() {
        assertThat(IndexName.of("{table}", "t", "a\u00010")).isNotEqualTo(IndexName.of("{table}", "t", "a\u0010"));
    }

    @Test
    void aNameThatIsTooLongOrEmptyIsRefusedNamingTheTopic() {
        assertThatThrownBy(() -> IndexName.of("{table}", "shop.public.long", "é".repeat(116)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shop.public.long")
                .hasMessageContaining("232 bytes");
        assertThatThrownBy(() -> IndexName.of("", "t", "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Provide
    static Arbitrary<String> tables() {
        return Arbitraries.strings()
                .withChars("aB_-+.%25f0 \t\n\u0001\u0010/*:\u007fé")
                .ofMinLength(1)
                .ofMaxLength(6);
    }
}
