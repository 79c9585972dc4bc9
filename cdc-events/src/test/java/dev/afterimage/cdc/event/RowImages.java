package dev.afterimage.cdc.event;

import dev.afterimage.cdc.type.ColumnType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Row images of JSON values written down in a test. */
public final class RowImages {
    /** In place of a JSON value: the column was not sent. */
    public static final String UNAVAILABLE = "<unavailable>";

    private RowImages() {}

    /** One column of untyped JSON a member, in the map's order; null is SQL NULL. */
    public static RowImage untyped(Map<String, @Nullable String> members) {
        List<Column> columns = new ArrayList<>();
        members.keySet().forEach(name -> columns.add(new Column(name, new ColumnType.Untyped(), true)));
        return of(new TableSchema(columns, false), new ArrayList<>(members.values()));
    }

    /** The values in the schema's order. */
    public static RowImage of(TableSchema schema, List<@Nullable String> json) {
        ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        int[] starts = new int[schema.size()];
        int[] ends = new int[schema.size()];
        byte[] states = new byte[schema.size()];
        for (int i = 0; i < schema.size(); i++) {
            String value = json.get(i);
            if (UNAVAILABLE.equals(value)) {
                states[i] = (byte) ColumnState.UNAVAILABLE.ordinal();
                continue;
            }
            states[i] = (byte) (value == null ? ColumnState.NULL : ColumnState.VALUE).ordinal();
            buffer.writeBytes(utf8(
                    (buffer.size() == 0 ? "" : ",") + quote(schema.column(i).name()) + ":"));
            starts[i] = buffer.size();
            buffer.writeBytes(utf8(value == null ? "null" : value));
            ends[i] = buffer.size();
        }
        return new RowImage(schema, buffer.toByteArray(), buffer.size(), starts, ends, states);
    }

    /** The text as a JSON string with the escapes that JSON asks for. */
    public static String quote(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                default -> {
                    if (c < ' ' || Character.isSurrogate((char) c)) {
                        json.append(String.format("\\u%04x", c));
                    } else {
                        json.append((char) c);
                    }
                }
            }
        });
        return json.append('"').toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
