package dev.afterimage.cdc.checksum;

import dev.afterimage.cdc.event.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that a checksum is taken of: {@code name=<octets>:<text>} for each field that is not null, one after the other.
 *
 * <p>A string's text is its unescaped UTF-8; an integer's its digits; {@code true} and {@code false} stand for themselves; a number with a
 * fraction or an exponent is the 16 hexadecimal digits of its IEEE 754 double; objects and arrays are their JSON as it stands, a line break being a blank. Every
 * database can build the same in SQL. Grows and is used again; not safe for use by several threads.
 */
final class CanonicalText {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    private static final int MAX_DIGITS = 10;
    private static final int KEPT = 1 << 20;

    private static final byte[] NO_NAME = {};

    private byte[] bytes = new byte[4096];
    private int length;

    void clear() {
        length = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[4096];
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Adds one field; a JSON null adds nothing. */
    void add(byte[] name, byte[] json, int start, int end) {
        byte first = json[start];
        if (first == 'n') {
            return;
        }
        int room = length + name.length + MAX_DIGITS + 18 + end - start;
        if (bytes.length < room) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, room));
        }
        System.arraycopy(name, 0, bytes, length, name.length);
        length += name.length;
        bytes[length++] = '=';
        if (first == '"') {
            string(json, start + 1, end - 1);
        } else if ((first == '-' || first >= '0' && first <= '9') && floating(json, start, end)) {
            floatingBits(DoubleText.parse(json, start, end));
        } else {
            int from = length;
            plain(json, start, end);
            if (first == '{' || first == '[') {
                breaksToBlanks(from);
            }
        }
    }

    /** A line break stands between tokens only, and a document is stored without it. */
    private void breaksToBlanks(int from) {
        for (int i = from; i < length; i++) {
            if (bytes[i] == '\n') {
                bytes[i] = ' ';
            }
        }
    }

    /** Adds one field whose text is known. */
    void add(String field, String value) {
        byte[] name = field.getBytes(StandardCharsets.UTF_8);
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        int room = length + name.length + MAX_DIGITS + 2 + utf8.length;
        if (bytes.length < room) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, room));
        }
        System.arraycopy(name, 0, bytes, length, name.length);
        length += name.length;
        bytes[length++] = '=';
        plain(utf8, 0, utf8.length);
    }

    /** The text of one JSON value by itself, or null for a JSON null. */
    static @Nullable String of(byte[] json, int start, int end) {
        CanonicalText text = new CanonicalText();
        text.add(NO_NAME, json, start, end);
        if (text.length == 0) {
            return null;
        }
        int colon = 1;
        while (text.bytes[colon] != ':') {
            colon++;
        }
        return new String(text.bytes, colon + 1, text.length - colon - 1, StandardCharsets.UTF_8);
    }

    private void string(byte[] json, int start, int end) {
        if (!JsonText.escaped(json, start, end)) {
            plain(json, start, end);
            return;
        }
        // The length comes first and is known last: unescape behind where the digits may end, then move up.
        int kept = length + MAX_DIGITS + 1;
        int octets = JsonText.unescape(json, start, end, bytes, kept) - kept;
        octets(octets);
        System.arraycopy(bytes, kept, bytes, length, octets);
        length += octets;
    }

    private void plain(byte[] json, int start, int end) {
        octets(end - start);
        System.arraycopy(json, start, bytes, length, end - start);
        length += end - start;
    }

    private void floatingBits(double value) {
        octets(16);
        long bits = Double.doubleToLongBits(value);
        for (int shift = 60; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[(int) (bits >>> shift) & 15];
        }
    }

    private void octets(int count) {
        int divisor = 1;
        while (count / divisor >= 10) {
            divisor *= 10;
        }
        for (; divisor > 0; divisor /= 10) {
            bytes[length++] = (byte) ('0' + count / divisor % 10);
        }
        bytes[length++] = ':';
    }

    private static boolean floating(byte[] json, int start, int end) {
        for (int i = start; i < end; i++) {
            byte b = json[i];
            if (b == '.' || b == 'e' || b == 'E') {
                return true;
            }
        }
        return false;
    }
}
