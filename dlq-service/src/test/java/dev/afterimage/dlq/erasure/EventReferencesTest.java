package dev.afterimage.dlq.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.cdc.registry.SchemaSource;
import dev.afterimage.dlq.letter.Coordinates;
import dev.afterimage.dlq.letter.Relation;
import dev.afterimage.dlq.parking.Reference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An event of a related table is matched if, and only if, its column holds the erased key's value, wherever in the event that is. */
class EventReferencesTest {
    private static final String PEOPLE = "shop.public.people";
    private static final String ORDERS = "shop.public.orders";

    private final EventReferences references = new EventReferences(
            List.of(
                    Relation.parse(ORDERS + ":person=" + PEOPLE),
                    Relation.parse("shop.public.lines:order_id=" + ORDERS + ":id")),
            SchemaSource.NONE);

    @Property(tries = 300)
    void aNumberIsMatchedWhereverItStandsAndNoOtherIs(@ForAll long person, @ForAll long other, @ForAll boolean before) {
        ObjectNode row = row().put("person", person);
        byte[] event = before ? event(row, null) : event(null, row);

        assertThat(matches(key(row("id", person)), key(row("id", 1)), event)).isTrue();
        assertThat(matches(key(row("id", other)), key(row("id", 1)), event)).isEqualTo(other == person);
    }

    @Property(tries = 300)
    void aTextIsMatchedAsItIs(@ForAll String person, @ForAll String other) {
        byte[] event = event(null, row().put("person", person));

        assertThat(matches(key(JsonNodeFactory.instance.objectNode().put("id", person)), key(row("id", 1)), event))
                .isTrue();
        assertThat(matches(key(JsonNodeFactory.instance.objectNode().put("id", other)), key(row("id", 1)), event))
                .isEqualTo(other.equals(person));
    }

    @Test
    void theKeyOfAnEventCountsAlsoWhereItHasNoValue() {
        assertThat(matches(key(row("id", 7)), key(row("person", 7)), null)).isTrue();
        assertThat(matches(key(row("id", 7)), key(row("person", 8)), null)).isFalse();
        assertThat(matches(key(row("id", 7)), null, null)).isFalse();
    }

    @Test
    void anUpdateThatLeavesThePersonIsMatchedByItsOldRow() {
        byte[] event = event(row().put("person", 7), row().put("person", 8));

        assertThat(matches(key(row("id", 7)), key(row("id", 1)), event)).isTrue();
        assertThat(matches(key(row("id", 8)), key(row("id", 1)), event)).isTrue();
    }

    @Test
    void anotherColumnAndNullAreNoMatch() {
        assertThat(matches(key(row("id", 1)), key(row("id", 1)), event(null, row().put("person", 7))))
                .isFalse();
        assertThat(matches(key(row("id", 1)), key(row("id", 1)), event(null, row().putNull("person"))))
                .isFalse();
    }

    @Test
    void aKeyOfSeveralColumnsIsNamedByOneOfThemOrCannotBeFollowed() {
        byte[] wide = key(row("id", 5).put("region", "x"));

        assertThat(references.named(ORDERS, wide).references()).hasSize(1);
        assertThat(references.named(ORDERS, wide).problem()).isNull();
        assertThat(references.named(PEOPLE, wide).references()).isEmpty();
        assertThat(references.named(PEOPLE, wide).problem()).contains(ORDERS + ":person");
        assertThat(references.named(PEOPLE, utf8("person-1")).problem()).contains("cannot be decoded");
        assertThat(references.named("shop.public.others", utf8("person-1")).problem())
                .isNull();
    }

    @Test
    void whatCannotBeDecodedIsSaidAndOtherTopicsAreNotEvenRead() {
        assertThat(references.of(new Coordinates(ORDERS, 0, 0, null), null, utf8("no event")))
                .isInstanceOf(EventReferences.Named.Unreadable.class);
        assertThat(references.of(new Coordinates("others", 0, 0, null), null, utf8("no event")))
                .isEqualTo(new EventReferences.Named.Rows(Set.of()));
    }

    @Test
    void numbersAreEqualInWhateverTypeTheyCome() {
        assertThat(ColumnValue.form("7")).isEqualTo(ColumnValue.form("7.00")).isEqualTo(ColumnValue.form("\"7\""));
        assertThat(ColumnValue.form("100")).isEqualTo(ColumnValue.form("1e2")).isEqualTo("100");
        assertThat(ColumnValue.form("\"007\"")).isNotEqualTo(ColumnValue.form("7"));
        assertThat(ColumnValue.form("1e999999999")).hasSizeLessThan(40);
        assertThat(ColumnValue.form("true")).isEqualTo("true");
    }

    private boolean matches(byte[] parent, byte @Nullable [] key, byte @Nullable [] event) {
        List<Reference> wanted = references.named(PEOPLE, parent).references();
        assertThat(wanted).hasSize(1);
        return references.of(new Coordinates(ORDERS, 0, 0, null), key, event)
                        instanceof EventReferences.Named.Rows(Set<Reference> named)
                && named.contains(wanted.getFirst());
    }

    private static ObjectNode row() {
        return row("id", 1);
    }

    private static ObjectNode row(String column, long value) {
        return JsonNodeFactory.instance.objectNode().put(column, value);
    }

    private static byte[] key(ObjectNode row) {
        return utf8(row.toString());
    }

    private static byte[] event(@Nullable ObjectNode before, @Nullable ObjectNode after) {
        return utf8("""
                {"before":%s,"after":%s,"source":{"version":"3.7.0.Final","connector":"postgresql","name":"shop","ts_ms":1700000000000,
                "snapshot":"false","db":"shop","sequence":"[\\"100\\",\\"200\\"]","schema":"public","table":"orders","txId":7,"lsn":200},
                "transaction":{"id":"7:200","total_order":1,"data_collection_order":1},"op":"%s","ts_ms":1700000000001}
                """.formatted(before, after, after == null ? "d" : before == null ? "c" : "u"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
