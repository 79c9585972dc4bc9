package dev.afterimage.cdc.type;

/** Tells well-formed UTF-8 from anything else, one character at a time. */
public final class Utf8 {
    private Utf8() {}

    /**
     * How many bytes the character that starts at {@code at} takes: 1 to 4, or 0 if it is not well formed (overlong, a surrogate, over
     * U+10FFFF, or cut short by {@code end}).
     */
    public static int sequence(byte[] bytes, int at, int end) {
        int lead = bytes[at];
        if (lead >= 0) {
            return 1;
        }
        int left = end - at;
        if ((lead & 0xE0) == 0xC0) {
            return (lead & 0xFF) >= 0xC2 && left >= 2 && continues(bytes[at + 1]) ? 2 : 0;
        }
        if ((lead & 0xF0) == 0xE0) {
            if (left < 3 || !continues(bytes[at + 1]) || !continues(bytes[at + 2])) {
                return 0;
            }
            int point = (lead & 0x0F) << 12 | (bytes[at + 1] & 0x3F) << 6 | bytes[at + 2] & 0x3F;
            return point < 0x800 || point >= 0xD800 && point <= 0xDFFF ? 0 : 3;
        }
        if ((lead & 0xF8) == 0xF0) {
            if (left < 4 || !continues(bytes[at + 1]) || !continues(bytes[at + 2]) || !continues(bytes[at + 3])) {
                return 0;
            }
            int point = (lead & 0x07) << 18 | (bytes[at + 1] & 0x3F) << 12 | (bytes[at + 2] & 0x3F) << 6;
            return point < 0x10000 || point > 0x10FFFF ? 0 : 4;
        }
        return 0;
    }

    private static boolean continues(byte b) {
        return (b & 0xC0) == 0x80;
    }
}
