package dev.afterimage.dlq.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class HeaderBytesTest {
    @Property
    void whatIsWrittenIsRead(@ForAll("headers") List<LetterHeader> headers) {
        List<LetterHeader> read = HeaderBytes.read(HeaderBytes.write(headers));

        assertThat(read).hasSameSizeAs(headers);
        for (int i = 0; i < read.size(); i++) {
            assertThat(read.get(i).name()).isEqualTo(headers.get(i).name());
            assertThat(Arrays.equals(read.get(i).value(), headers.get(i).value()))
                    .isTrue();
        }
    }

    @Property
    void otherBytesAreRefusedOrRead(@ForAll byte[] bytes) {
        try {
            HeaderBytes.read(bytes);
        } catch (IllegalArgumentException expected) {
            assertThat(expected).hasMessageContaining("no headers");
        }
    }

    @Property
    void aTornEndIsRefused(@ForAll("headers") List<LetterHeader> headers) {
        byte[] whole = HeaderBytes.write(headers);
        if (!headers.isEmpty()) {
            assertThatThrownBy(() -> HeaderBytes.read(Arrays.copyOf(whole, whole.length - 1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Provide
    Arbitrary<List<LetterHeader>> headers() {
        return Arbitraries.strings()
                .ofMaxLength(20)
                .map(name -> name.codePoints()
                        .filter(c -> c < 0xD800 || c > 0xDFFF)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString())
                .flatMap(name -> Arbitraries.bytes()
                        .array(byte[].class)
                        .ofMaxSize(50)
                        .injectNull(0.2)
                        .map(value -> new LetterHeader(name, value)))
                .list()
                .ofMaxSize(8);
    }
}
