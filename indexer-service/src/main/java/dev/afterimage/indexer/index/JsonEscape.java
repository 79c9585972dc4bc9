package dev.afterimage.indexer.index;

/** Writes the inside of a JSON string as UTF-8, straight into a buffer. */
final class JsonEscape {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    /** A control character is one char and six bytes ({@code \\u000a}); all else is shorter. */
    private static final int LONGEST_CHAR = 6;

    private JsonEscape() {}

    /** An upper bound of what {@link #write} writes. */
    static int longest(String text) {
        return Math.multiplyExact(text.length(), LONGEST_CHAR);
    }

    /** Length in UTF-8, unescaped. */
    static int utf8Length(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Each half of a surrogate pair counts two of the pair's four bytes.
            length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return length;
    }

    /**
     * Writes a text.
     *
     * @return where it ends
     * @throws IllegalArgumentException if the text holds half a surrogate pair, which no UTF-8 can express
     */
    static int write(String text, byte[] to, int start) {
        int at = start;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                at = beyondAscii(text, i, to, at);
                if (Character.isHighSurrogate(c)) {
                    i++;
                }
            } else if (c < 0x20 || c == 0x7f) {
                to[at++] = '\\';
                to[at++] = 'u';
                to[at++] = '0';
                to[at++] = '0';
                to[at++] = HEX[c >> 4];
                to[at++] = HEX[c & 15];
            } else {
                if (c == '"' || c == '\\') {
                    to[at++] = '\\';
                }
                to[at++] = (byte) c;
            }
        }
        return at;
    }

    private static int beyondAscii(String text, int i, byte[] to, int start) {
        int at = start;
        char c = text.charAt(i);
        if (c < 0x800) {
            to[at++] = (byte) (0xc0 | c >> 6);
        } else if (!Character.isSurrogate(c)) {
            to[at++] = (byte) (0xe0 | c >> 12);
            to[at++] = (byte) (0x80 | c >> 6 & 0x3f);
        } else {
            if (Character.isLowSurrogate(c)
                    || i + 1 == text.length()
                    || !Character.isLowSurrogate(text.charAt(i + 1))) {
                throw new IllegalArgumentException("half a surrogate pair");
            }
            int point = Character.toCodePoint(c, text.charAt(i + 1));
            to[at++] = (byte) (0xf0 | point >> 18);
            to[at++] = (byte) (0x80 | point >> 12 & 0x3f);
            to[at++] = (byte) (0x80 | point >> 6 & 0x3f);
            to[at++] = (byte) (0x80 | point & 0x3f);
            return at;
        }
        to[at++] = (byte) (0x80 | c & 0x3f);
        return at;
    }
}
