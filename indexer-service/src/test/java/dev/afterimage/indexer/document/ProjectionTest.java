package dev.afterimage.indexer.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.cdc.event.Column;
import dev.afterimage.cdc.event.TableSchema;
import dev.afterimage.cdc.type.ColumnType;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProjectionTest {
    @Test
    void aPlainTableIsTakenVerbatim() {
        Projection projection = new Projection(schema("id", "note"), TableOptions.DEFAULT);

        assertThat(projection.verbatim()).isTrue();
        assertThat(projection.field(1)).isEqualTo("note");
        assertThat(new String(projection.member(1), UTF_8)).isEqualTo("\"note\":");
    }

    @Test
    void aColumnThatElasticsearchWouldMisreadMakesTheTableNotVerbatim() {
        Projection projection = new Projection(schema("id", "a.b"), TableOptions.DEFAULT);

        assertThat(projection.verbatim()).isFalse();
        assertThat(projection.field(1)).isEqualTo("a%2eb");
    }

    @Test
    void columnsAreLeftOutRenamedAndMaskedByTheirOwnNames() {
        Projection projection = new Projection(
                schema("id", "note", "card", "total"),
                OptionsOf.of(Set.of(), Set.of("note"), Map.of("total", "sum"), Map.of("card", Mask.HASH)));

        assertThat(projection.includes(1)).isFalse();
        assertThat(projection.field(1)).isNull();
        assertThat(projection.field(3)).isEqualTo("sum");
        assertThat(projection.masked(2)).isTrue();
        assertThat(projection.mask(2)).isEqualTo(Mask.HASH);
        assertThat(projection.masked(0)).isFalse();
    }

    @Test
    void whatIsMaskedOrLeftOutDoesNotCountForTheChecksum() {
        Projection projection = new Projection(
                schema("id", "note", "card"),
                OptionsOf.of(Set.of(), Set.of("note"), Map.of(), Map.of("card", Mask.NULL)));

        assertThat(projection.checksummed().size()).isOne();
        assertThat(projection.checksummed().column(0)).isZero();
    }

    @Test
    void twoColumnsOfOneFieldAreRefused() {
        TableOptions options = OptionsOf.of(Set.of(), Set.of(), Map.of("note", "id"), Map.of());

        assertThatThrownBy(() -> new Projection(schema("id", "note"), options))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static TableSchema schema(String... names) {
        return new TableSchema(
                Stream.of(names)
                        .map(name -> new Column(name, new ColumnType.Text(), true))
                        .toList(),
                true);
    }
}
