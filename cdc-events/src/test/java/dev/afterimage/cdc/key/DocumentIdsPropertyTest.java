package dev.afterimage.cdc.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.event.Column;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.event.RowImages;
import dev.afterimage.cdc.event.TableSchema;
import dev.afterimage.cdc.type.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class DocumentIdsPropertyTest {
    private final DocumentIds ids = DocumentIds.plain();

    @Property
    void differentKeysOfOneTableHaveDifferentIds(@ForAll("tables") List<List<@Nullable String>> keys)
            throws EventFailure {
        Map<String, List<@Nullable String>> seen = new HashMap<>();
        for (List<@Nullable String> key : keys) {
            String id = id(key);
            List<@Nullable String> other = seen.put(id, key);
            assertThat(other == null || other.equals(key)).isTrue();
        }
    }

    @Property
    void theIdIsTheSameHoweverTheStringIsEscaped(@ForAll String text) throws EventFailure {
        StringBuilder escaped = new StringBuilder("\"");
        text.chars().forEach(c -> escaped.append(String.format("\\u%04X", c)));
        String plain = RowImages.quote(text);
        assertThat(ids.of(image(List.of(plain)))).isEqualTo(ids.of(image(List.of(escaped + "\""))));
        assertThat(ids.of(image(List.of(plain, "1")))).isEqualTo(ids.of(image(List.of(escaped + "\"", "1"))));
    }

    @Property
    void everyIdIsOneThatElasticsearchTakes(@ForAll("table") List<@Nullable String> key) throws EventFailure {
        DocumentId id = ids.of(image(quoted(key)));
        assertThat(id.text().getBytes(StandardCharsets.UTF_8).length).isBetween(1, DocumentId.MAX_BYTES);
        assertThat(id).isEqualTo(DocumentIds.plain().of(image(quoted(key))));
    }

    @Property
    void numbersAreTheirDigits(@ForAll long number) throws EventFailure {
        assertThat(id(List.of(Long.toString(number)))).isEqualTo(Long.toString(number));
        assertThat(ids.of(image(List.of(Long.toString(number)))).text()).isEqualTo(Long.toString(number));
    }

    @Provide
    Arbitrary<List<List<@Nullable String>>> tables() {
        return Arbitraries.integers()
                .between(1, 3)
                .flatMap(columns -> key(columns).list().ofSize(20));
    }

    @Provide
    Arbitrary<List<@Nullable String>> table() {
        return Arbitraries.integers().between(1, 3).flatMap(DocumentIdsPropertyTest::key);
    }

    private static Arbitrary<List<@Nullable String>> key(int columns) {
        Arbitrary<@Nullable String> part = Arbitraries.oneOf(
                Arbitraries.strings().withChars(",~01n:").ofMaxLength(4),
                Arbitraries.strings().ofMaxLength(6),
                Arbitraries.strings().withChars('x').ofMinLength(505).ofMaxLength(520),
                Arbitraries.of("null", "true", "", "1", "sha256-"));
        Arbitrary<@Nullable String> first = columns == 1 ? part : part.injectNull(0.2);
        return first.list().ofSize(columns).filter(key -> key.stream().anyMatch(value -> value != null));
    }

    private String id(List<@Nullable String> key) throws EventFailure {
        return ids.of(image(quoted(key))).text();
    }

    private static List<@Nullable String> quoted(List<@Nullable String> key) {
        List<@Nullable String> json = new ArrayList<>();
        key.forEach(value -> json.add(value == null ? null : RowImages.quote(value)));
        return json;
    }

    private static RowImage image(List<@Nullable String> json) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < json.size(); i++) {
            columns.add(new Column("k" + i, new ColumnType.Text(), true));
        }
        return RowImages.of(new TableSchema(columns, true), json);
    }
}
