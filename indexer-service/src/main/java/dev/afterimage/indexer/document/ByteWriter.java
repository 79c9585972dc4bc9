package dev.afterimage.indexer.document;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte array to write JSON into; used again and again. Not thread-safe. */
public final class ByteWriter {
    private static final int KEPT = 4 << 20;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int length;

    public ByteWriter(int capacity) {
        bytes = new byte[capacity];
    }

    public void clear() {
        length = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[KEPT];
        }
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    void raw(byte[] from, int start, int end) {
        room(end - start);
        System.arraycopy(from, start, bytes, length, end - start);
        length += end - start;
    }

    void raw(byte[] from) {
        raw(from, 0, from.length);
    }

    void octet(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
    }

    void number(long value) {
        room(20);
        if (value == Long.MIN_VALUE) {
            raw(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
            return;
        }
        long left = value;
        if (left < 0) {
            bytes[length++] = '-';
            left = -left;
        }
        int digits = 1;
        for (long power = 10; digits < 19 && left >= power; power *= 10) {
            digits++;
        }
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + left % 10);
            left /= 10;
        }
        length += digits;
    }

    /** A JSON string, quotes included. */
    void string(String text) {
        octet('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                octet('\\');
                octet(c);
            } else if (c >= 0x20 && c < 0x80) {
                octet(c);
            } else if (c < 0x20 || Character.isSurrogate(c) && !paired(text, i)) {
                raw(new byte[] {'\\', 'u', HEX[c >> 12], HEX[c >> 8 & 15], HEX[c >> 4 & 15], HEX[c & 15]});
            } else {
                int end = i + (Character.isSurrogate(c) ? 2 : 1);
                raw(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
                i = end - 1;
            }
        }
        octet('"');
    }

    /** Whether a surrogate begins a pair; half a pair has no UTF-8 and can only be written as an escape. */
    private static boolean paired(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
    }
}
