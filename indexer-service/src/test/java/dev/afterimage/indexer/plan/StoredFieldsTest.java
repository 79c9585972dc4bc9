package dev.afterimage.indexer.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredFieldsTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();

    @Test
    void everyFieldKeepsItsBytesAndCdcIsNoField() {
        StoredFields fields = of("{ \"id\" : 1.50 ,\"v\":\"a\\u00e9\\\"b\", \"_cdc\":{\"version\":3,\"v\":0},"
                + "\"body\":[1, {\"_cdc\": 2}],\"note\":null,\"flag\":true}");

        assertThat(text(fields, "id")).isEqualTo("1.50");
        assertThat(text(fields, "v")).isEqualTo("\"a\\u00e9\\\"b\"");
        assertThat(text(fields, "body")).isEqualTo("[1, {\"_cdc\": 2}]");
        assertThat(text(fields, "note")).isEqualTo("null");
        assertThat(text(fields, "flag")).isEqualTo("true");
        assertThat(fields.json("_cdc")).isNull();
        assertThat(fields.json("missing")).isNull();
        assertThat(fields.fields()).hasSize(5);
    }

    @Property
    void fieldsReadBackByteForByteWhateverTheyHold(@ForAll("documents") Map<String, String> members)
            throws IOException {
        StringBuilder document = new StringBuilder("{");
        for (Map.Entry<String, String> member : members.entrySet()) {
            document.append(document.length() == 1 ? "" : ",")
                    .append(JACKSON.writeValueAsString(member.getKey()))
                    .append(':')
                    .append(member.getValue());
        }

        StoredFields fields = of(document.append('}').toString());

        assertThat(fields.fields()).hasSize(members.size());
        members.forEach((name, json) -> assertThat(text(fields, name)).isEqualTo(json));
    }

    @Test
    void aFieldMayBeAsLongAsADocument() {
        byte[] document = new byte[21 << 20];
        Arrays.fill(document, (byte) 'x');
        byte[] head = "{\"body\":\"".getBytes(UTF_8);
        System.arraycopy(head, 0, document, 0, head.length);
        document[document.length - 2] = '"';
        document[document.length - 1] = '}';

        byte[] body = StoredFields.of(document).json("body");

        assertThat(body).isNotNull();
        assertThat(body.length).isEqualTo(document.length - head.length);
    }

    @Test
    void numbersAndNestingOfAnySizeArePassedOn() {
        String number = "9".repeat(5_000);
        String nested = "[".repeat(3_000) + "]".repeat(3_000);

        StoredFields fields = of("{\"number\":" + number + ",\"nested\":" + nested + "}");

        assertThat(text(fields, "number")).isEqualTo(number);
        assertThat(text(fields, "nested")).isEqualTo(nested);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "1", "{", "{\"a\":", "{\"a\":\"", "{\"a\" 1}", "{\"a\":[1}"})
    void whatIsNoDocumentIsRefused(String json) {
        assertThatThrownBy(() -> of(json)).isInstanceOf(IllegalArgumentException.class);
    }

    @Provide
    static Arbitrary<Map<String, String>> documents() {
        Arbitrary<String> name = Arbitraries.strings()
                .all()
                .ofMaxLength(6)
                .filter(text -> !text.equals("_cdc") && UTF_8.newEncoder().canEncode(text));
        Arbitrary<String> value = Arbitraries.of(
                "0",
                "-1",
                "1.50",
                "1e400",
                "12345678901234567890",
                "true",
                "null",
                "\"\"",
                "\"é€😀\"",
                "\"\\ud83d\"",
                "\"\\\"},{\\\\\"",
                "[]",
                "[ 1 , \"]\" ]",
                "{\"_cdc\":{\"a\":[{}]}}");
        return Arbitraries.maps(name, value).ofMaxSize(6).map(LinkedHashMap::new);
    }

    private static StoredFields of(String json) {
        return StoredFields.of(json.getBytes(UTF_8));
    }

    private static @Nullable String text(StoredFields fields, String name) {
        byte[] json = fields.json(name);
        return json == null ? null : new String(json, UTF_8);
    }
}
