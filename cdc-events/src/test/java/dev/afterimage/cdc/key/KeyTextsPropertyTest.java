package dev.afterimage.cdc.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.event.Column;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.event.RowImages;
import dev.afterimage.cdc.event.TableSchema;
import dev.afterimage.cdc.type.ColumnType;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class KeyTextsPropertyTest {
    private final KeyTexts texts = new KeyTexts("");
    private final KeyTexts shared = new KeyTexts("shop:");

    @Property
    void theIdIsTheOneOfTheEvent(@ForAll("keys") List<String> key) throws EventFailure {
        String ofEvent = DocumentIds.plain().of(image(key)).text();

        assertThat(texts.id(new ArrayList<>(key))).isEqualTo(ofEvent);
        assertThat(shared.id(new ArrayList<>(key)))
                .isEqualTo(DocumentIds.plain().withSource("shop").of(image(key)).text());
    }

    @Property
    void theIdTellsTheKeyUnlessItIsHashed(@ForAll("keys") List<String> key) {
        String id = texts.id(new ArrayList<>(key));

        if (id.startsWith("sha256-")) {
            assertThat(texts.texts(id, key.size())).isEmpty();
        } else {
            assertThat(texts.texts(id, key.size())).contains(new ArrayList<>(key));
        }
    }

    @Provide
    Arbitrary<List<String>> keys() {
        Arbitrary<String> text = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(
                        4, Arbitraries.strings().withChars("a~,01n:é").ofMaxLength(6)),
                net.jqwik.api.Tuple.of(
                        1, Arbitraries.strings().alpha().ofMinLength(250).ofMaxLength(300)),
                net.jqwik.api.Tuple.of(2, Arbitraries.longs().map(String::valueOf)));
        return text.list().ofMinSize(1).ofMaxSize(3);
    }

    private static RowImage image(List<String> key) {
        List<Column> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            columns.add(new Column("k" + i, new ColumnType.Text(), true));
            values.add(RowImages.quote(key.get(i)));
        }
        return RowImages.of(new TableSchema(columns, true), values);
    }
}
