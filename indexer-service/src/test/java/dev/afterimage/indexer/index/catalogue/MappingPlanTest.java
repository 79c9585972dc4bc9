package dev.afterimage.indexer.index.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.event.Column;
import dev.afterimage.cdc.event.TableSchema;
import dev.afterimage.cdc.type.ColumnType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MappingPlanTest {
    static Stream<Arguments> types() {
        int any = ColumnType.Decimal.ANY_SCALE;
        return Stream.of(
                Arguments.of(new ColumnType.Bool(), FieldKind.BOOLEAN),
                Arguments.of(new ColumnType.Int(16), FieldKind.LONG),
                Arguments.of(new ColumnType.Int(64), FieldKind.LONG),
                Arguments.of(new ColumnType.Floating(32), FieldKind.DOUBLE),
                Arguments.of(new ColumnType.Decimal(15, 2), FieldKind.DOUBLE),
                Arguments.of(new ColumnType.Decimal(16, 2), FieldKind.NUMBER_TEXT),
                Arguments.of(new ColumnType.Decimal(0, 2), FieldKind.NUMBER_TEXT),
                Arguments.of(new ColumnType.Decimal(0, any), FieldKind.NUMBER_TEXT),
                Arguments.of(new ColumnType.Decimal(10, any), FieldKind.NUMBER_TEXT),
                Arguments.of(new ColumnType.Text(), FieldKind.KEYWORD),
                Arguments.of(new ColumnType.Uuid(), FieldKind.KEYWORD),
                Arguments.of(new ColumnType.Enumeration(), FieldKind.KEYWORD),
                Arguments.of(new ColumnType.Xml(), FieldKind.KEYWORD),
                Arguments.of(new ColumnType.Json(), FieldKind.STORED),
                Arguments.of(new ColumnType.Date(), FieldKind.DATE),
                Arguments.of(new ColumnType.Timestamp(true), FieldKind.DATE),
                Arguments.of(new ColumnType.Timestamp(false), FieldKind.DATE),
                Arguments.of(new ColumnType.Time(false), FieldKind.KEYWORD),
                Arguments.of(new ColumnType.Duration(), FieldKind.KEYWORD),
                Arguments.of(new ColumnType.Bytes(), FieldKind.STORED),
                Arguments.of(new ColumnType.Bits(), FieldKind.STORED),
                Arguments.of(new ColumnType.StringMap(), FieldKind.FLATTENED),
                Arguments.of(new ColumnType.Geometry(), FieldKind.STORED),
                Arguments.of(new ColumnType.Struct(), FieldKind.STORED),
                Arguments.of(new ColumnType.Array(new ColumnType.Array(new ColumnType.Int(32))), FieldKind.LONG),
                Arguments.of(new ColumnType.Array(new ColumnType.Json()), FieldKind.STORED));
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyTypeHasOneKind(ColumnType type, FieldKind kind) {
        MappingPlan plan = MappingPlan.of(schema(type), MappingOptions.PLAIN);

        assertThat(plan.fields()).singleElement().satisfies(field -> {
            assertThat(field.kind()).isEqualTo(kind);
            assertThat(field.source()).isNotBlank();
        });
    }

    @Test
    void optionsLeaveOutRenameMaskAndChooseForms() {
        TableSchema schema = new TableSchema(
                List.of(
                        new Column("id", new ColumnType.Int(64), false),
                        new Column("secret", new ColumnType.Text(), true),
                        new Column("iban", new ColumnType.Int(64), true),
                        new Column("body", new ColumnType.Text(), true),
                        new Column("tags", new ColumnType.Json(), true),
                        new Column("extra", new ColumnType.Json(), true)),
                true);
        MappingOptions options = new MappingOptions(
                column -> column.equals("secret") ? null : column.equals("id") ? "key" : column,
                Set.of("iban"),
                Set.of("body"),
                Map.of("tags", JsonForm.FLATTENED, "extra", JsonForm.OBJECT),
                Map.of());

        assertThat(MappingPlan.of(schema, options).properties().toString())
                .isEqualTo("{\"key\":{\"type\":\"long\",\"ignore_malformed\":true,\"coerce\":false},"
                        + "\"iban\":{\"type\":\"keyword\",\"ignore_above\":8191},"
                        + "\"body\":{\"type\":\"text\",\"fields\":{\"keyword\":{\"type\":\"keyword\",\"ignore_above\":8191}}},"
                        + "\"tags\":{\"type\":\"flattened\",\"ignore_above\":1024},"
                        + "\"extra\":{\"type\":\"object\",\"dynamic\":true}}");
    }

    @Test
    void whatNoSchemaTellsIsLeftToTheValuesUnlessConfigured() {
        TableSchema schema = new TableSchema(
                List.of(
                        new Column("a", new ColumnType.Untyped(), true),
                        new Column("body", new ColumnType.Untyped(), true),
                        new Column("tags", new ColumnType.Untyped(), true)),
                false);
        MappingOptions options =
                new MappingOptions(c -> c, Set.of(), Set.of("body"), Map.of("tags", JsonForm.FLATTENED), Map.of());

        MappingPlan plan = MappingPlan.of(schema, options);

        assertThat(plan.byValue()).isTrue();
        assertThat(plan.fields().stream().map(PlannedField::kind)).containsExactly(FieldKind.TEXT, FieldKind.FLATTENED);
    }

    @Test
    void aConfiguredTypeSpeaksBeforeTheValue() {
        TableSchema schema = schema(new ColumnType.Untyped());
        MappingOptions options =
                new MappingOptions(c -> c, Set.of(), Set.of(), Map.of(), Map.of("c", new ColumnType.Decimal(12, 2)));

        assertThat(MappingPlan.of(schema, options).fields().getFirst().kind()).isEqualTo(FieldKind.DOUBLE);
    }

    @Test
    void withoutASchemaNothingButCdcIsMapped() {
        assertThat(MappingPlan.of(null, MappingOptions.PLAIN).properties().isEmpty())
                .isTrue();
    }

    private static TableSchema schema(ColumnType type) {
        return new TableSchema(List.of(new Column("c", type, true)), !(type instanceof ColumnType.Untyped));
    }
}
