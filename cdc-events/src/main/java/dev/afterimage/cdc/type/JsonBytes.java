package dev.afterimage.cdc.type;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing buffer of UTF-8 JSON text with the primitives that value writers need.
 *
 * <p>What is written holds no byte under 0x20, so that it fits on one line of a bulk body. Used by one thread at a time, and reused.
 */
public final class JsonBytes {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BASE64 =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int length;
    private int placeholders;

    public JsonBytes(int capacity) {
        this.bytes = new byte[capacity];
    }

    /** The buffer itself; valid until the next write. */
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Forgets all but the first {@code length} bytes. */
    public void truncate(int newLength) {
        length = newLength;
    }

    public void clear() {
        length = 0;
        placeholders = 0;
    }

    /** Notes that a value could not be written because the connector sent its placeholder; see {@link Placeholder#MARK}. */
    void markPlaceholder() {
        put(Placeholder.MARK, 0, Placeholder.MARK.length);
        placeholders++;
    }

    /** How many placeholders were marked since it was asked last. */
    int takePlaceholders() {
        int taken = placeholders;
        placeholders = 0;
        return taken;
    }

    public void put(int b) {
        if (length == bytes.length) {
            ensure(1);
        }
        bytes[length++] = (byte) b;
    }

    public void put(byte[] source, int from, int to) {
        int count = to - from;
        ensure(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    /** Writes text that is known to be ASCII and needs no escapes. */
    @SuppressWarnings("deprecation") // String.getBytes(int, int, byte[], int) copies ASCII without a detour
    public void ascii(String text) {
        int count = text.length();
        ensure(count);
        text.getBytes(0, count, bytes, length);
        length += count;
    }

    public void number(long value) {
        if (value < 0) {
            if (value == Long.MIN_VALUE) {
                ascii("-9223372036854775808");
                return;
            }
            put('-');
            value = -value;
        }
        digits(value, 1);
    }

    /** Writes a value of 0 or more in at least {@code width} digits, zeros in front. */
    public void digits(long value, int width) {
        int count = Math.max(width, digitCount(value));
        ensure(count);
        int at = length + count;
        length = at;
        long rest = value;
        for (int i = 0; i < count; i++) {
            long quotient = rest / 10;
            bytes[--at] = (byte) ('0' + (rest - quotient * 10));
            rest = quotient;
        }
    }

    /** A JSON number as Java prints it; NaN and the infinities, which JSON has not, as strings. */
    public void number(double value) {
        real(Double.toString(value), Double.isFinite(value));
    }

    /** As {@link #number(double)}, with the digits that a float has. */
    public void number(float value) {
        real(Float.toString(value), Float.isFinite(value));
    }

    private void real(String text, boolean finite) {
        if (finite) {
            ascii(text);
        } else {
            quotedAscii(text);
        }
    }

    /** Writes a JSON string of text that is known to be ASCII and to need no escapes. */
    public void quotedAscii(String text) {
        put('"');
        ascii(text);
        put('"');
    }

    /** Writes bytes as a JSON string of Base64. */
    public void base64(byte[] source, int from, int to) {
        ensure((to - from + 2) / 3 * 4 + 2);
        put('"');
        int i = from;
        for (; i + 2 < to; i += 3) {
            int three = (source[i] & 0xFF) << 16 | (source[i + 1] & 0xFF) << 8 | source[i + 2] & 0xFF;
            bytes[length++] = BASE64[three >>> 18];
            bytes[length++] = BASE64[three >>> 12 & 63];
            bytes[length++] = BASE64[three >>> 6 & 63];
            bytes[length++] = BASE64[three & 63];
        }
        if (i < to) {
            int left = (source[i] & 0xFF) << 16 | (i + 1 < to ? (source[i + 1] & 0xFF) << 8 : 0);
            bytes[length++] = BASE64[left >>> 18];
            bytes[length++] = BASE64[left >>> 12 & 63];
            bytes[length++] = i + 1 < to ? BASE64[left >>> 6 & 63] : (byte) '=';
            bytes[length++] = '=';
        }
        put('"');
    }

    /**
     * Writes UTF-8 text as a JSON string with the escapes that JSON demands and no others.
     *
     * @throws EventFailure if the text is not well-formed UTF-8
     */
    public void text(byte[] utf8, int from, int to) throws EventFailure {
        ensure(to - from + 2);
        put('"');
        int clean = from;
        int i = from;
        while (i < to) {
            byte b = utf8[i];
            if (b < 0) {
                int sequence = Utf8.sequence(utf8, i, to);
                if (sequence == 0) {
                    throw new EventFailure(FailureCategory.MALFORMED, "a text is not well-formed UTF-8");
                }
                i += sequence;
            } else if (b < 0x20 || b == '"' || b == '\\') {
                put(utf8, clean, i);
                escape(b);
                clean = ++i;
            } else {
                i++;
            }
        }
        put(utf8, clean, to);
        put('"');
    }

    /** Writes the text that a JSON string's checked content stands for, as UTF-8 without quotation marks. */
    public void unescaped(byte[] json, int from, int to) {
        ensure(to - from);
        length = JsonText.unescape(json, from, to, bytes, length);
    }

    /** A name or constant as a JSON string. */
    public static byte[] quote(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        JsonBytes out = new JsonBytes(utf8.length + 8);
        try {
            out.text(utf8, 0, utf8.length);
        } catch (EventFailure impossible) {
            throw new IllegalStateException("a string's UTF-8 is well formed", impossible);
        }
        return Arrays.copyOf(out.bytes, out.length);
    }

    private void escape(int c) {
        put('\\');
        switch (c) {
            case '"', '\\' -> put(c);
            case '\b' -> put('b');
            case '\t' -> put('t');
            case '\n' -> put('n');
            case '\f' -> put('f');
            case '\r' -> put('r');
            default -> {
                ascii("u00");
                put(HEX[c >>> 4]);
                put(HEX[c & 15]);
            }
        }
    }

    private static int digitCount(long value) {
        int count = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            count++;
        }
        return count;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), bytes.length + (bytes.length >> 1)));
        }
    }
}
