package dev.afterimage.cdc.type;

import dev.afterimage.cdc.deadletter.EventFailure;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The escapes of JSON strings: made for names and constants, resolved for texts that have them. */
public final class JsonText {
    private JsonText() {}

    /** The text in quotation marks with the escapes that JSON demands; a lone surrogate becomes a question mark. */
    public static byte[] quote(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        JsonBytes out = new JsonBytes(utf8.length + 8);
        try {
            out.text(utf8, 0, utf8.length);
        } catch (EventFailure impossible) {
            throw new IllegalStateException("a string's UTF-8 is well formed", impossible);
        }
        return Arrays.copyOf(out.array(), out.length());
    }

    /** Writes the text of a JSON string's content that a cursor has checked, its escapes resolved, as UTF-8. */
    static void unescape(byte[] json, int from, int to, JsonBytes out) {
        int i = from;
        while (i < to) {
            int start = i;
            while (i < to && json[i] != '\\') {
                i++;
            }
            out.put(json, start, i);
            if (i == to) {
                return;
            }
            int c = json[i + 1];
            if (c != 'u') {
                out.put(control(c));
                i += 2;
                continue;
            }
            char unit = hex(json, i + 2);
            i += 6;
            if (Character.isHighSurrogate(unit)) {
                utf8(out, Character.toCodePoint(unit, hex(json, i + 2)));
                i += 6;
            } else {
                utf8(out, unit);
            }
        }
    }

    private static int control(int c) {
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> c;
        };
    }

    private static char hex(byte[] json, int at) {
        int value = 0;
        for (int i = at; i < at + 4; i++) {
            value = value << 4 | Character.digit(json[i], 16);
        }
        return (char) value;
    }

    private static void utf8(JsonBytes out, int point) {
        if (point < 0x80) {
            out.put(point);
        } else if (point < 0x800) {
            out.put(0xC0 | point >> 6);
            out.put(0x80 | point & 0x3F);
        } else if (point < 0x10000) {
            out.put(0xE0 | point >> 12);
            out.put(0x80 | point >> 6 & 0x3F);
            out.put(0x80 | point & 0x3F);
        } else {
            out.put(0xF0 | point >> 18);
            out.put(0x80 | point >> 12 & 0x3F);
            out.put(0x80 | point >> 6 & 0x3F);
            out.put(0x80 | point & 0x3F);
        }
    }
}
