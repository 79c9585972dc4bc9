package dev.afterimage.indexer.index.catalogue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.cdc.event.Column;
import dev.afterimage.cdc.event.TableSchema;
import dev.afterimage.cdc.type.ColumnType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mapping that a table's documents should have.
 *
 * <p>Pure. A field that nobody planned is kept and not searched, unless the table has columns without a type: those are mapped by their
 * first value, by rules of ours ({@link ValueMapping}).
 *
 * @param fields what is mapped
 * @param byValue whether there are columns that only values tell of
 */
public record MappingPlan(List<PlannedField> fields, boolean byValue) {

    public MappingPlan {
        fields = List.copyOf(fields);
    }

    /**
     * Plans for a schema.
     *
     * @param schema the table's columns, or null if only tombstones are to be written
     */
    public static MappingPlan of(@Nullable TableSchema schema, MappingOptions options) {
        List<PlannedField> fields = new ArrayList<>();
        boolean byValue = false;
        if (schema != null) {
            for (int i = 0; i < schema.size(); i++) {
                Column column = schema.column(i);
                String field = options.field().apply(column.name());
                if (field == null) {
                    continue;
                }
                ColumnType type = column.type() instanceof ColumnType.Untyped
                        ? options.types().getOrDefault(column.name(), column.type())
                        : column.type();
                FieldKind kind = options.masked().contains(column.name())
                        ? FieldKind.KEYWORD
                        : kind(type, column.name(), options);
                if (kind == null) {
                    byValue = true;
                } else {
                    fields.add(new PlannedField(column.name(), field, kind, SourceType.text(type)));
                }
            }
        }
        return new MappingPlan(fields, byValue);
    }

    /** The columns' part of the mapping. */
    ObjectNode properties() {
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        for (PlannedField planned : fields) {
            properties.set(planned.field(), planned.kind().json());
        }
        return properties;
    }

    private static @Nullable FieldKind kind(ColumnType type, String column, MappingOptions options) {
        boolean text = options.text().contains(column);
        return switch (type) {
            case ColumnType.Bool bool -> FieldKind.BOOLEAN;
            // One width for all: widening a column at the source changes nothing here.
            case ColumnType.Int integer -> FieldKind.LONG;
            case ColumnType.Floating floating -> FieldKind.DOUBLE;
            case ColumnType.Decimal decimal -> exactAsDouble(decimal) ? FieldKind.DOUBLE : FieldKind.NUMBER_TEXT;
            case ColumnType.Text plain -> text ? FieldKind.TEXT : FieldKind.KEYWORD;
            case ColumnType.Xml xml -> text ? FieldKind.TEXT : FieldKind.KEYWORD;
            case ColumnType.Uuid uuid -> FieldKind.KEYWORD;
            case ColumnType.Enumeration enumeration -> FieldKind.KEYWORD;
            case ColumnType.Date date -> FieldKind.DATE;
            case ColumnType.Timestamp timestamp -> FieldKind.DATE;
            case ColumnType.Time time -> FieldKind.KEYWORD;
            case ColumnType.Duration duration -> FieldKind.KEYWORD;
            case ColumnType.Json json -> form(column, JsonForm.STORED, options);
            case ColumnType.Struct struct -> form(column, JsonForm.STORED, options);
            case ColumnType.StringMap map -> form(column, JsonForm.FLATTENED, options);
            case ColumnType.Bytes bytes -> FieldKind.STORED;
            case ColumnType.Bits bits -> FieldKind.STORED;
            case ColumnType.Geometry geometry -> FieldKind.STORED;
            case ColumnType.Array array -> kind(array.element(), column, options);
            case ColumnType.Untyped untyped -> told(column, options);
        };
    }

    private static boolean exactAsDouble(ColumnType.Decimal decimal) {
        return decimal.scale() != ColumnType.Decimal.ANY_SCALE
                && decimal.precision() > 0
                && decimal.precision() <= 15
                && Math.abs((long) decimal.scale()) <= 200;
    }

    private static FieldKind form(String column, JsonForm otherwise, MappingOptions options) {
        return switch (options.json().getOrDefault(column, otherwise)) {
            case STORED -> FieldKind.STORED;
            case FLATTENED -> FieldKind.FLATTENED;
            case OBJECT -> FieldKind.OBJECT;
        };
    }

    /** What the configuration tells of a column without a type, or null. */
    private static @Nullable FieldKind told(String column, MappingOptions options) {
        if (options.text().contains(column)) {
            return FieldKind.TEXT;
        }
        return options.json().containsKey(column) ? form(column, JsonForm.STORED, options) : null;
    }
}
