package dev.afterimage.cdc.event;

/**
 * The text that a JSON string stands for, unescaped byte by byte without passing through characters.
 *
 * <p>Works on slices of a {@link RowImage}'s buffer. An escaped surrogate without its partner becomes the three bytes that UTF-8 would
 * give it if it could, so that different strings never give the same bytes.
 */
public final class JsonText {
    private JsonText() {}

    /** Whether the slice is a JSON string. */
    public static boolean isString(byte[] json, int start, int end) {
        return end - start >= 2 && json[start] == '"';
    }

    /** Whether the slice holds a backslash, so that a string's text is not simply what stands between its quotes. */
    public static boolean escaped(byte[] json, int start, int end) {
        for (int i = start; i < end; i++) {
            if (json[i] == '\\') {
                return true;
            }
        }
        return false;
    }

    /**
     * Writes the text of what stands between a string's quotes.
     *
     * @param to has room for {@code end - start} bytes from {@code at} on
     * @return where the text ends in {@code to}
     * @throws IllegalArgumentException if an escape is not JSON
     */
    public static int unescape(byte[] from, int start, int end, byte[] to, int at) {
        int in = start;
        int out = at;
        while (in < end) {
            byte b = from[in++];
            if (b != '\\') {
                to[out++] = b;
                continue;
            }
            if (in >= end) {
                throw malformed();
            }
            byte escape = from[in++];
            switch (escape) {
                case '"', '\\', '/' -> to[out++] = escape;
                case 'b' -> to[out++] = '\b';
                case 'f' -> to[out++] = '\f';
                case 'n' -> to[out++] = '\n';
                case 'r' -> to[out++] = '\r';
                case 't' -> to[out++] = '\t';
                case 'u' -> {
                    int unit = hex4(from, in, end);
                    in += 4;
                    if (Character.isHighSurrogate((char) unit)
                            && in + 6 <= end
                            && from[in] == '\\'
                            && from[in + 1] == 'u') {
                        int low = hex4(from, in + 2, end);
                        if (Character.isLowSurrogate((char) low)) {
                            unit = Character.toCodePoint((char) unit, (char) low);
                            in += 6;
                        }
                    }
                    out = utf8(unit, to, out);
                }
                default -> throw malformed();
            }
        }
        return out;
    }

    private static int utf8(int point, byte[] to, int at) {
        int out = at;
        if (point < 0x80) {
            to[out++] = (byte) point;
        } else if (point < 0x800) {
            to[out++] = (byte) (0xC0 | point >> 6);
            to[out++] = (byte) (0x80 | point & 0x3F);
        } else if (point < 0x10000) {
            to[out++] = (byte) (0xE0 | point >> 12);
            to[out++] = (byte) (0x80 | point >> 6 & 0x3F);
            to[out++] = (byte) (0x80 | point & 0x3F);
        } else {
            to[out++] = (byte) (0xF0 | point >> 18);
            to[out++] = (byte) (0x80 | point >> 12 & 0x3F);
            to[out++] = (byte) (0x80 | point >> 6 & 0x3F);
            to[out++] = (byte) (0x80 | point & 0x3F);
        }
        return out;
    }

    private static int hex4(byte[] from, int at, int end) {
        if (at + 4 > end) {
            throw malformed();
        }
        int unit = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = Character.digit(from[i], 16);
            if (digit < 0) {
                throw malformed();
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("a malformed escape in a JSON string");
    }
}
