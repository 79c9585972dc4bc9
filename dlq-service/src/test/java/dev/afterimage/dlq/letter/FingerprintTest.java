package dev.afterimage.dlq.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    @Test
    void whatDiffersFromRecordToRecordIsNormalisedAway() {
        assertThat(MessageTemplate.of(
                        "document 17 of \"ann@example.org\" at 2026-01-02T03:04:05.678Z is too large (1234 bytes)"))
                .isEqualTo(MessageTemplate.of(
                        "document 4711 of \"bob@example.org\" at 2025-11-30T00:00:00Z is too large (99 bytes)"));
        assertThat(MessageTemplate.of("no schema 0x1f2e3d4c for " + UUID.randomUUID()))
                .isEqualTo(MessageTemplate.of("no schema 0xffee0011 for " + UUID.randomUUID()));
    }

    @Test
    void fieldsStayWhatTheyAre() {
        assertThat(MessageTemplate.of("failed to parse field [price] of type [long]"))
                .isNotEqualTo(MessageTemplate.of("failed to parse field [name] of type [long]"));
    }

    @Property
    void numbersAndQuotedValuesDoNotMatter(
            @ForAll long one, @ForAll long other, @ForAll @AlphaChars @StringLength(max = 20) String word) {
        assertThat(MessageTemplate.of("row " + one + " of '" + word + "' is refused"))
                .isEqualTo(MessageTemplate.of("row " + other + " of 'another' is refused"));
    }

    @Property
    void anyMessageHasATemplateInBoundedTime(@ForAll String message) {
        assertThat(MessageTemplate.of(message).length()).isLessThanOrEqualTo(500);
    }

    @Test
    void aLongHostileMessageTakesNoTime() {
        String hostile = "\"".repeat(1) + "a".repeat(100_000) + "?,".repeat(50_000) + "'".repeat(99_999);
        long from = System.nanoTime();
        MessageTemplate.of(hostile);
        assertThat(System.nanoTime() - from).isLessThan(1_000_000_000);
    }

    @Property
    void partsDoNotRunIntoEachOther(
            @ForAll @AlphaChars @StringLength(max = 5) String a,
            @ForAll @AlphaChars @StringLength(min = 1, max = 5) String b) {
        assertThat(Fingerprint.of("t", a + b, "", null, null, null))
                .isNotEqualTo(Fingerprint.of("t", a, b, null, null, null));
        assertThat(Fingerprint.of("t", null, b, null, null, null))
                .isNotEqualTo(Fingerprint.of("t", "", b, null, null, null));
    }

    @Property
    void textAndBytesAreTheSame(@ForAll @Size(8) byte[] fingerprint) {
        assertThat(Fingerprint.parse(Fingerprint.text(fingerprint))).isEqualTo(fingerprint);
    }
}
