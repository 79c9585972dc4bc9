package dev.afterimage.indexer.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.cdc.event.Column;
import dev.afterimage.cdc.event.ColumnState;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.event.RowImages;
import dev.afterimage.cdc.event.TableSchema;
import dev.afterimage.cdc.type.ColumnType;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ImageCopyTest {
    private static final TableSchema TWO = schema(List.of("a", "b"));

    @Test
    void aColumnOfWhichNothingWasTakenIsAbsent() {
        RowImage image = new ImageCopy(TWO).build();

        assertThat(image.state(0)).isEqualTo(ColumnState.ABSENT);
        assertThat(image.complete()).isTrue();
        assertThat(image.toJson()).isEqualTo("{}");
    }

    @Test
    void everyStateIsTakenAsItIs() {
        RowImage from =
                RowImages.of(schema(List.of("x", "y", "z")), Arrays.asList("\"v\"", null, RowImages.UNAVAILABLE));
        ImageCopy copy = new ImageCopy(schema(List.of("a", "b", "c")));
        copy.take(0, from, 0);
        copy.take(1, from, 1);
        copy.take(2, from, 2);

        RowImage image = copy.build();

        assertThat(image.toJson()).isEqualTo("{\"a\":\"v\",\"b\":null}");
        assertThat(image.state(0)).isEqualTo(ColumnState.VALUE);
        assertThat(image.state(1)).isEqualTo(ColumnState.NULL);
        assertThat(image.state(2)).isEqualTo(ColumnState.UNAVAILABLE);
        assertThat(image.json(0)).isEqualTo("\"v\"");
    }

    @Test
    void aTextThatReadsNullIsAValue() {
        ImageCopy copy = new ImageCopy(TWO);
        copy.take(0, "\"null\"".getBytes(UTF_8));
        copy.take(1, "null".getBytes(UTF_8));

        assertThat(copy.build().state(0)).isEqualTo(ColumnState.VALUE);
        assertThat(copy.build().state(1)).isEqualTo(ColumnState.NULL);
    }

    @Property
    void whateverTheColumnsAreCalledTheMembersAreJson(@ForAll("names") List<String> names) throws IOException {
        ImageCopy copy = new ImageCopy(schema(names));
        for (int i = 0; i < names.size(); i++) {
            copy.take(i, Integer.toString(i).getBytes(UTF_8));
        }
        RowImage image = copy.build();

        JsonNode json = new ObjectMapper().readTree(image.toJson());
        assertThat(json.size()).isEqualTo(names.size());
        for (int i = 0; i < names.size(); i++) {
            assertThat(json.get(names.get(i)).intValue()).isEqualTo(i);
            assertThat(image.json(i)).isEqualTo(Integer.toString(i));
        }
    }

    @Provide
    static Arbitrary<List<String>> names() {
        return Arbitraries.strings()
                .withChars("a\"\\\n\u0000\u007fé€,:{} ")
                .ofMaxLength(5)
                .list()
                .uniqueElements()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    private static TableSchema schema(List<String> names) {
        return new TableSchema(
                names.stream()
                        .map(name -> new Column(name, new ColumnType.Text(), true))
                        .toList(),
                true);
    }
}
