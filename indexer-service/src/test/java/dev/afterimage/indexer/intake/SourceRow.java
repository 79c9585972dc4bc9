package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.event.Column;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.event.RowImages;
import dev.afterimage.cdc.event.TableSchema;
import dev.afterimage.cdc.type.ColumnType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a simulated table.
 *
 * @param id its key
 * @param v a value that no other write ever had
 * @param body a large value that updates which leave it alone do not send
 */
record SourceRow(int id, String v, String body) {
    /** A column that was added makes a second schema with another order of columns. */
    static final List<TableSchema> SCHEMAS = List.of(schema("id", "v", "body"), schema("id", "body", "v", "extra"));

    private static final TableSchema KEY = schema("id");

    private static TableSchema schema(String... names) {
        List<Column> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(new Column(
                    name, name.equals("id") ? new ColumnType.Int(32) : new ColumnType.Text(), !name.equals("id")));
        }
        return new TableSchema(columns, true);
    }

    static RowImage key(int id) {
        return RowImages.of(KEY, List.of(Integer.toString(id)));
    }

    /** What REPLICA IDENTITY DEFAULT says of a deleted row: its key, and nothing true of the rest. */
    static RowImage identity(int id, TableSchema schema) {
        return image(schema, Integer.toString(id), null, null);
    }

    RowImage whole(TableSchema schema) {
        return image(schema, Integer.toString(id), json(v), json(body));
    }

    RowImage withoutBody(TableSchema schema) {
        return image(schema, Integer.toString(id), json(v), RowImages.UNAVAILABLE);
    }

    static String json(String text) {
        return RowImages.quote(text);
    }

    private static RowImage image(TableSchema schema, String id, @Nullable String v, @Nullable String body) {
        List<@Nullable String> json = new ArrayList<>();
        for (Column column : schema.columns()) {
            switch (column.name()) {
                case "id" -> json.add(id);
                case "v" -> json.add(v);
                case "body" -> json.add(body);
                default -> json.add(null);
            }
        }
        return RowImages.of(schema, json);
    }
}
