package dev.afterimage.indexer.index.catalogue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.cdc.event.Column;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.event.TableSchema;
import dev.afterimage.cdc.type.ColumnType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mapping that a table's documents should have.
 *
 * <p>Pure. The top level is {@code dynamic: false}: a field nobody planned is kept and not searched.
 *
 * @param fields what is mapped
 * @param undecided columns without a type that showed no value yet
 */
public record MappingPlan(List<PlannedField> fields, List<String> undecided) {

    public MappingPlan {
        fields = List.copyOf(fields);
        undecided = List.copyOf(undecided);
    }

    /**
     * Plans for a schema.
     *
     * @param schema the table's columns, or null if only tombstones are to be written
     * @param sample a row, whose values speak where the schema does not
     */
    public static MappingPlan of(@Nullable TableSchema schema, @Nullable RowImage sample, MappingOptions options) {
        List<PlannedField> fields = new ArrayList<>();
        List<String> undecided = new ArrayList<>();
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
                        : kind(type, column.name(), sample == null ? null : value(sample, column.name()), options);
                if (kind == null) {
                    undecided.add(column.name());
                } else {
                    fields.add(new PlannedField(column.name(), field, kind, SourceType.text(type)));
                }
            }
        }
        return new MappingPlan(fields, undecided);
    }

    /** The columns' part of the mapping. */
    ObjectNode properties() {
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        for (PlannedField planned : fields) {
            properties.set(planned.field(), planned.kind().json());
        }
        return properties;
    }

    private static @Nullable FieldKind kind(
            ColumnType type, String column, @Nullable String value, MappingOptions options) {
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
            case ColumnType.Array array -> kind(array.element(), column, value, options);
            case ColumnType.Untyped untyped -> value == null ? null : seen(value, column, options);
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

    /** The value's JSON, or null if the sample has none. */
    private static @Nullable String value(RowImage sample, String column) {
        int at = sample.schema().indexOf(column);
        return at >= 0 && sample.hasValue(at) ? sample.json(at) : null;
    }

    private static @Nullable FieldKind seen(String json, String column, MappingOptions options) {
        String value = json.strip();
        while (value.startsWith("[")) {
            value = value.substring(1).strip();
        }
        if (value.isEmpty() || value.startsWith("]") || value.startsWith("null")) {
            return null;
        }
        return switch (value.charAt(0)) {
            case '{' -> form(column, JsonForm.STORED, options);
            case 't', 'f' -> FieldKind.BOOLEAN;
            case '"' -> options.text().contains(column) ? FieldKind.TEXT : FieldKind.KEYWORD;
            default -> {
                int end = 0;
                while (end < value.length() && "+-.0123456789eE".indexOf(value.charAt(end)) >= 0) {
                    end++;
                }
                yield value.substring(0, end).chars().anyMatch(c -> c == '.' || c == 'e' || c == 'E')
                        ? FieldKind.DOUBLE
                        : FieldKind.LONG;
            }
        };
    }
}
