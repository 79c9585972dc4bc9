package dev.afterimage.indexer.plan;

import static dev.afterimage.cdc.event.RowImages.UNAVAILABLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.event.Column;
import dev.afterimage.cdc.event.ColumnState;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.event.RowImages;
import dev.afterimage.cdc.event.TableSchema;
import dev.afterimage.cdc.type.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImagesTest {
    private static final String LONG = RowImages.quote("x".repeat(3_000));

    @Test
    void aColumnThatWasNotSentIsTakenFromTheImageBefore() {
        RowImage newer = image(schema("id", "v", "body"), "1", "\"new\"", UNAVAILABLE);
        RowImage older = image(schema("id", "v", "body"), "1", "\"old\"", "\"B\"");

        assertThat(Images.join(newer, older).toJson()).isEqualTo("{\"id\":1,\"v\":\"new\",\"body\":\"B\"}");
    }

    @Test
    void columnsMatchByNameWhereTheSchemaHasChanged() {
        RowImage newer = image(schema("body", "id", "added"), UNAVAILABLE, "1", UNAVAILABLE);
        RowImage older = image(schema("id", "body"), "1", "\"B\"");

        RowImage joined = Images.join(newer, older);

        assertThat(joined.toJson()).isEqualTo("{\"body\":\"B\",\"id\":1}");
        assertThat(joined.state(2)).isEqualTo(ColumnState.UNAVAILABLE);
        assertThat(joined.complete()).isFalse();
    }

    @Test
    void aNullOfTheImageBeforeIsKnownToo() {
        RowImage joined = Images.join(image(schema("body"), UNAVAILABLE), image(schema("body"), (String) null));

        assertThat(joined.state(0)).isEqualTo(ColumnState.NULL);
        assertThat(joined.toJson()).isEqualTo("{\"body\":null}");
    }

    @Test
    void aCompleteImageIsLeftAlone() {
        RowImage complete = image(schema("id", "v"), "1", null);

        assertThat(Images.join(complete, image(schema("v"), "\"old\""))).isSameAs(complete);
        assertThat(Images.fromBefore(complete, image(schema("v"), LONG))).isSameAs(complete);
    }

    @Property
    void joiningTakesWhatIsNewerWhereItIsKnownAndElseWhatIsOlder(
            @ForAll("values") List<@Nullable String> newer, @ForAll("values") List<@Nullable String> older) {
        TableSchema schema = schema("a", "b", "c", "d");
        RowImage joined = Images.join(RowImages.of(schema, newer), RowImages.of(schema, older));

        List<@Nullable String> expected = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            expected.add(UNAVAILABLE.equals(newer.get(i)) ? older.get(i) : newer.get(i));
        }
        assertSame(joined, RowImages.of(schema, expected));
    }

    @Property
    void joiningOneAfterTheOtherIsJoiningWhatWasJoined(
            @ForAll("values") List<@Nullable String> one,
            @ForAll("values") List<@Nullable String> two,
            @ForAll("values") List<@Nullable String> three) {
        TableSchema schema = schema("a", "b", "c", "d");
        RowImage newest = RowImages.of(schema, one);
        RowImage middle = RowImages.of(schema, two);
        RowImage oldest = RowImages.of(schema, three);

        assertSame(Images.join(Images.join(newest, middle), oldest), Images.join(newest, Images.join(middle, oldest)));
    }

    @Test
    void onlyColumnsThatWereNotSentAreFilled() {
        RowImage filled = Images.fill(
                image(schema("id", "v", "body", "note"), "1", "\"new\"", UNAVAILABLE, UNAVAILABLE),
                column -> column == 3 ? null : "\"filled\"".getBytes(UTF_8));

        assertThat(filled.toJson()).isEqualTo("{\"id\":1,\"v\":\"new\",\"body\":\"filled\"}");
        assertThat(filled.state(3)).isEqualTo(ColumnState.UNAVAILABLE);
    }

    @Test
    void whatIsFilledWithJsonNullIsNull() {
        RowImage filled = Images.fill(image(schema("body"), UNAVAILABLE), column -> "null".getBytes(UTF_8));

        assertThat(filled.state(0)).isEqualTo(ColumnState.NULL);
        assertThat(filled.complete()).isTrue();
    }

    @Test
    void theWholeOldRowCompletesTheNewOne() {
        RowImage after = image(schema("id", "body"), "1", UNAVAILABLE);

        assertThat(Images.fromBefore(after, image(schema("id", "body"), "1", LONG))
                        .json(1))
                .isEqualTo(LONG);
    }

    /** FACTS §3.1: under REPLICA IDENTITY DEFAULT the old row holds null or a zero outside the key. */
    @Test
    void nullAndTheZeroOfATypeAreNotTakenForAnOldValue() {
        RowImage after = image(schema("id", "body"), "1", UNAVAILABLE);

        for (String zero : new String[] {null, "\"\"", "0", "\"0.00\"", "\"AAAAAAAAAAAAAAA\"", UNAVAILABLE}) {
            RowImage before = image(schema("id", "body"), "1", zero);
            assertThat(Images.fromBefore(after, before).state(1)).isEqualTo(ColumnState.UNAVAILABLE);
        }
    }

    @Test
    void ofARowOfWhichNothingIsKnownEveryColumnIsUnavailable() {
        RowImage none = Images.unavailable(schema("id", "v"));

        assertThat(none.complete()).isFalse();
        assertThat(none.state(0)).isEqualTo(ColumnState.UNAVAILABLE);
        assertThat(none.state(1)).isEqualTo(ColumnState.UNAVAILABLE);
        assertThat(none.toJson()).isEqualTo("{}");
    }

    private static void assertSame(RowImage one, RowImage other) {
        assertThat(one.toJson()).isEqualTo(other.toJson());
        for (int i = 0; i < one.schema().size(); i++) {
            assertThat(one.state(i)).isEqualTo(other.state(i));
            assertThat(one.json(i)).isEqualTo(other.json(i));
        }
    }

    @Provide
    static Arbitrary<List<@Nullable String>> values() {
        return Arbitraries.of("1", "\"text\"", "[1,{\"a\":null}]", UNAVAILABLE)
                .injectNull(0.2)
                .list()
                .ofSize(4);
    }

    private static RowImage image(TableSchema schema, @Nullable String... json) {
        List<@Nullable String> values = new ArrayList<>();
        for (String value : json) {
            values.add(value);
        }
        return RowImages.of(schema, values);
    }

    private static TableSchema schema(String... names) {
        return new TableSchema(
                Stream.of(names)
                        .map(name -> new Column(name, new ColumnType.Text(), true))
                        .toList(),
                true);
    }
}
