package dev.afterimage.benchmarks.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of ASCII to write JSON into. Not thread-safe. */
final class Bytes {
    private byte[] bytes = new byte[4096];
    private int length;

    Bytes clear() {
        length = 0;
        return this;
    }

    int length() {
        return length;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    Bytes add(byte[] ascii) {
        room(ascii.length);
        System.arraycopy(ascii, 0, bytes, length, ascii.length);
        length += ascii.length;
        return this;
    }

    Bytes add(Bytes other) {
        room(other.length);
        System.arraycopy(other.bytes, 0, bytes, length, other.length);
        length += other.length;
        return this;
    }

    Bytes add(long number) {
        if (number < 0) {
            room(1);
            bytes[length++] = '-';
            return padded(-number, 1);
        }
        return padded(number, 1);
    }

    /** A number that is not negative, with zeros before it up to a width. */
    Bytes padded(long number, int width) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        int wide = Math.max(digits, width);
        room(wide);
        long rest = number;
        for (int at = length + wide - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += wide;
        return this;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
