package dev.afterimage.indexer.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteWriterTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();

    private final ByteWriter out = new ByteWriter(0);

    @Property
    void everyTextReadsBackFromItsJsonString(@ForAll("texts") String text) throws IOException {
        out.clear();
        out.string(text);

        assertThat(JACKSON.readValue(out.copy(), String.class)).isEqualTo(text);
    }

    @Test
    void halfASurrogatePairHidesNoQuote() throws IOException {
        out.string("\ud800\",\"x\":\"");

        assertThat(JACKSON.readValue(out.copy(), String.class)).isEqualTo("\ud800\",\"x\":\"");
    }

    @Property
    void everyNumberIsWrittenInItsDigits(@ForAll long number) {
        out.clear();
        out.number(number);

        assertThat(written()).isEqualTo(Long.toString(number));
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                9,
                10,
                -1,
                -10,
                999_999_999_999_999_999L,
                1_000_000_000_000_000_000L,
                Long.MAX_VALUE,
                Long.MIN_VALUE
            })
    void numbersAtTheEdgesToo(long number) {
        out.number(number);

        assertThat(written()).isEqualTo(Long.toString(number));
    }

    @Test
    void whatIsWrittenAfterAClearStandsAlone() {
        out.raw(new byte[] {'a', 'b', 'c'}, 1, 3);
        out.octet('d');
        assertThat(written()).isEqualTo("bcd");

        out.clear();
        out.octet('e');

        assertThat(written()).isEqualTo("e");
        assertThat(out.length()).isOne();
    }

    @Test
    void aHugeBufferIsGivenBack() {
        out.raw(new byte[5 << 20]);

        out.clear();

        assertThat(out.bytes()).hasSize(4 << 20);
    }

    private String written() {
        return new String(out.bytes(), 0, out.length(), StandardCharsets.UTF_8);
    }

    @Provide
    static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(40),
                Arbitraries.strings()
                        .withChars(
                                '"', '\\', '\n', '\u0000', '\u001f', '\u007f', 'é', '\u2028', '\ud83d', '\ude00', 'a')
                        .ofMaxLength(8));
    }
}
