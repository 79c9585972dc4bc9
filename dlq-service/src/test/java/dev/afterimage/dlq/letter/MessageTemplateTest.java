package dev.afterimage.dlq.letter;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
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

    @Property
    void everyMessageHasATemplateWithinTheBound(@ForAll String message) {
        assertThat(MessageTemplate.of(message.repeat(20))).hasSizeLessThanOrEqualTo(500);
    }
}
