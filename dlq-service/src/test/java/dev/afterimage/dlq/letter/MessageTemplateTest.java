package dev.afterimage.dlq.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class MessageTemplateTest {
    @Property
    void quotedValuesOfAnyLengthMakeNoDifference(
            @ForAll @AlphaChars @StringLength(max = 900) String one,
            @ForAll @AlphaChars @StringLength(max = 900) String other) {
        assertThat(MessageTemplate.of("field [price] refuses '" + one + "' of the row"))
                .isEqualTo(MessageTemplate.of("field [price] refuses '" + other + "' of the row"))
                .contains("[price]", "of the row");
    }

    /** The same as replacing one pattern after the other without looking first, on messages made of what the patterns look for. */
    @Property(tries = 5_000)
    void whatAMessageDoesNotHoldIsNotSearchedForAndChangesNothing(
            @ForAll @Size(max = 12) List<@From("pieces") String> pieces) {
        String message = String.join("", pieces);
        String expected = message.replaceAll("\"[^\"]{0,400}\"|'[^']{0,2000}'|`[^`]{0,2000}`", "?")
                .replaceAll("\\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\b", "?")
                .replaceAll("[+-]?\\b(?:0x)?(?=[0-9a-fA-F]*\\d)[0-9a-fA-F]{6,}\\b|@[0-9a-f]{4,}\\b", "?")
                .replaceAll("[+-]?\\d+(?:[.,:eET+/-]+\\d+)*Z?", "?")
                .replaceAll("\\?(?:[\\s,;:./+-]*\\?)+", "?")
                .replaceAll("\\s+", " ")
                .strip();

        assertThat(MessageTemplate.of(message)).isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(
                "\"",
                "'",
                "`",
                "-",
                "@",
                "0x",
                "?",
                " ",
                "  ",
                "\t",
                ",",
                "Z",
                "e",
                "T",
                "deadbeef",
                "cafe",
                "1a2b3c",
                "00ff",
                "7",
                "2026-01-15T10:00:00Z",
                "word",
                "f",
                "81b51bc2-0001-4abc-8def-0123456789ab",
                "[price]",
                "ä",
                "\u0663");
    }

    @Property
    void everyMessageHasATemplateWithinTheBound(@ForAll String message) {
        assertThat(MessageTemplate.of(message.repeat(20))).hasSizeLessThanOrEqualTo(500);
    }
}
