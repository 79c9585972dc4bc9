package dev.afterimage.indexer.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableOptionsTest {
    @Test
    void byDefaultEveryColumnIsAFieldOfItsName() {
        assertThat(TableOptions.DEFAULT.field("total")).isEqualTo("total");
        assertThat(TableOptions.DEFAULT.field("a.b")).isEqualTo("a%2eb");
        assertThat(TableOptions.DEFAULT.verbatim()).isTrue();
    }

    @Test
    void aListOfColumnsLeavesOutTheOthers() {
        TableOptions options = OptionsOf.columns(Set.of("id", "total"), Set.of());

        assertThat(options.field("id")).isEqualTo("id");
        assertThat(options.field("note")).isNull();
        assertThat(options.verbatim()).isFalse();
    }

    @Test
    void whatIsExcludedIsOutThoughItIsIncludedToo() {
        TableOptions options = OptionsOf.columns(Set.of("id", "note"), Set.of("note"));

        assertThat(options.field("note")).isNull();
        assertThat(OptionsOf.columns(Set.of(), Set.of("note")).field("id")).isEqualTo("id");
    }

    @Test
    void aRenamedColumnIsAFieldOfItsNewNameUnlessItIsLeftOut() {
        TableOptions options = OptionsOf.of(Set.of(), Set.of("b"), Map.of("a.b", "ab", "b", "c"), Map.of());

        assertThat(options.field("a.b")).isEqualTo("ab");
        assertThat(options.field("b")).isNull();
        assertThat(options.verbatim()).isFalse();
    }

    @Test
    void aMaskedColumnIsAFieldAndTheRowIsNotVerbatim() {
        TableOptions options = OptionsOf.of(Set.of(), Set.of(), Map.of(), Map.of("card", Mask.REDACT));

        assertThat(options.field("card")).isEqualTo("card");
        assertThat(options.verbatim()).isFalse();
    }
}
