package dev.afterimage.cdc.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    @Test
    void everyEscapeOfJsonIsUndone() {
        assertThat(unescape("a\\\"b\\\\c\\/d\\b\\f\\n\\r\\t\\u00e9\\u20AC\\ud83d\\ude00"))
                .isEqualTo("a\"b\\c/d\b\f\n\r\té€😀".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void loneSurrogatesStayDifferent() {
        assertThat(unescape("\\ud800")).isNotEqualTo(unescape("\\ud801"));
        assertThat(unescape("\\ud800\\ud800")).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\", "\\x", "\\u12", "\\u12g4", "\\ud83d\\u12"})
    void whatIsNoEscapeIsRefused(String text) {
        assertThatThrownBy(() -> unescape(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void theTextIsWhatJacksonReads(@ForAll String text) throws Exception {
        String json = RowImages.quote(text);
        String read = new ObjectMapper().readValue(json, String.class);
        byte[] unescaped = unescape(json.substring(1, json.length() - 1));
        if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            assertThat(unescaped).isEqualTo(read.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static byte[] unescape(String text) {
        byte[] from = text.getBytes(StandardCharsets.UTF_8);
        byte[] to = new byte[from.length];
        int end = JsonText.unescape(from, 0, from.length, to, 0);
        return java.util.Arrays.copyOf(to, end);
    }
}
