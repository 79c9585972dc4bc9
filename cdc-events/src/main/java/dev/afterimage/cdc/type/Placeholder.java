package dev.afterimage.cdc.type;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * What the connector sends in place of an unchanged large value, in every shape that it takes.
 *
 * <p>Debezium types the placeholder after the column (FACTS §3.3): a text, those bytes, a list of one text, the list of its character
 * codes, a map of it to itself, a list of one UUID made of it. A shape is compared with what the column's writer has written, so that
 * each type needs no parser of its own for it. Immutable.
 */
public final class Placeholder {
    /** Debezium's default for {@code unavailable.value.placeholder}. */
    public static final String DEFAULT = "__debezium_unavailable_value";

    /** Stands in the buffer for the placeholder where its text cannot be written, as in a JSON column; never leaves the builder. */
    static final byte[] MARK = {0, 'p', 0};

    private final byte[] text;
    private final byte[] quoted;
    private final byte[] base64;
    private final byte[] textList;
    private final byte[] base64List;
    private final byte[] codeList;
    private final byte[] dateList;
    private final byte[] uuidList;
    private final byte[] map;
    private final byte[] markList;

    public Placeholder(String placeholder) {
        this.text = placeholder.getBytes(StandardCharsets.UTF_8);
        this.quoted = JsonBytes.quote(placeholder);
        this.base64 = ascii("\"" + Base64.getEncoder().encodeToString(text) + "\"");
        this.textList = list(quoted);
        this.base64List = list(base64);
        this.uuidList = list(ascii("\"" + UUID.nameUUIDFromBytes(text) + "\""));
        this.markList = list(MARK);
        JsonBytes codes = new JsonBytes(8 * text.length);
        JsonBytes dates = new JsonBytes(16 * text.length);
        for (byte code : text) {
            codes.put(codes.length() == 0 ? '[' : ',');
            codes.number(code);
            dates.put(dates.length() == 0 ? '[' : ',');
            dates.put('"');
            TemporalText.date(dates, code);
            dates.put('"');
        }
        codes.put(']');
        dates.put(']');
        this.codeList = Arrays.copyOf(codes.array(), codes.length());
        this.dateList = Arrays.copyOf(dates.array(), dates.length());
        String key = new String(quoted, StandardCharsets.UTF_8);
        this.map = ("{" + key + ":" + key + "}").getBytes(StandardCharsets.UTF_8);
    }

    /** The UTF-8 bytes of the placeholder. */
    public boolean isText(byte[] utf8, int from, int to) {
        return to - from == text.length && Arrays.equals(utf8, from, to, text, 0, text.length);
    }

    /** The JSON that the placeholder becomes in a column of the given type; none of them is a value that such a column could hold by chance. */
    List<byte[]> shapes(ColumnType type) {
        return switch (type) {
            case ColumnType.Bool _, ColumnType.Int _, ColumnType.Floating _, ColumnType.Struct _ -> List.of();
            case ColumnType.Bytes _, ColumnType.Bits _ -> List.of(base64);
            case ColumnType.Json _ -> List.of(MARK);
            case ColumnType.Geometry _ -> List.of();
            case ColumnType.StringMap _ -> List.of(map);
            case ColumnType.Untyped _ ->
                List.of(quoted, base64, textList, base64List, codeList, dateList, uuidList, map);
            case ColumnType.Array(ColumnType element) -> listShapes(element);
            case ColumnType.Decimal _,
                    ColumnType.Text _,
                    ColumnType.Uuid _,
                    ColumnType.Enumeration _,
                    ColumnType.Xml _,
                    ColumnType.Date _,
                    ColumnType.Time _,
                    ColumnType.Timestamp _,
                    ColumnType.Duration _ -> List.of(quoted);
        };
    }

    private List<byte[]> listShapes(ColumnType element) {
        return switch (element) {
            case ColumnType.Int _ -> List.of(codeList);
            case ColumnType.Date _ -> List.of(dateList);
            case ColumnType.Uuid _ -> List.of(uuidList, textList);
            case ColumnType.Bytes _, ColumnType.Bits _ -> List.of(base64List);
            case ColumnType.Json _ -> List.of(markList);
            case ColumnType.Text _, ColumnType.Enumeration _, ColumnType.Xml _, ColumnType.Decimal _ ->
                List.of(textList);
            case ColumnType.Time _, ColumnType.Timestamp _, ColumnType.Duration _ -> List.of(textList);
            case ColumnType.Untyped _ -> List.of(textList, base64List, codeList, dateList, uuidList);
            case ColumnType.Bool _,
                    ColumnType.Floating _,
                    ColumnType.Struct _,
                    ColumnType.Geometry _,
                    ColumnType.StringMap _,
                    ColumnType.Array _ -> List.of();
        };
    }

    private static byte[] list(byte[] element) {
        byte[] list = new byte[element.length + 2];
        list[0] = '[';
        System.arraycopy(element, 0, list, 1, element.length);
        list[list.length - 1] = ']';
        return list;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
