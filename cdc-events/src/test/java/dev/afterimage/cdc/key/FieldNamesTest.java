package dev.afterimage.cdc.key;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldNamesTest {
    @ParameterizedTest
    @CsvSource({
        "id, id",
        "Straße nr, Straße nr",
        "_created, _created",
        "_cdc, %5fcdc",
        "_id, %5fid",
        "a.b, a%2eb",
        "100%, 100%25",
        "' ', %20",
        "'', ''"
    })
    void namesStayUnlessElasticsearchReadsSomethingIntoThem(String column, String field) {
        assertThat(FieldNames.of(column)).isEqualTo(field);
    }

    @Property
    void twoColumnsNeverShareAField(@ForAll("names") String one, @ForAll("names") String other) {
        assertThat(FieldNames.of(one).equals(FieldNames.of(other))).isEqualTo(one.equals(other));
    }

    @Property
    void aPlainNameIsItsOwnFieldAndNoFieldHasADot(@ForAll("names") String column) {
        assertThat(FieldNames.of(column).equals(column)).isEqualTo(FieldNames.plain(column) || column.isEmpty());
        assertThat(FieldNames.of(column)).doesNotContain(".");
    }

    @Provide
    static Arbitrary<String> names() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("a.%_ 25ef\u2003").ofMaxLength(4),
                Arbitraries.of("_id", "%5fid", "_cdc", "%5fcdc", "_source"));
    }
}
