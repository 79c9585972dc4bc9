package dev.afterimage.cdc.type;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks through the content of a JSON string, eight bytes at a time. */
final class StringScan {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long SPACES = 0x2020202020202020L;
    private static final long QUOTES = 0x2222222222222222L;
    private static final long SLASHES = 0x5C5C5C5C5C5C5C5CL;

    private StringScan() {}

    /** The first byte from {@code i} on that is a quotation mark, a backslash, a control character or not ASCII; or {@code end}. */
    static int special(byte[] in, int i, int end) {
        int place = i;
        for (int last = end - Long.BYTES; place <= last; place += Long.BYTES) {
            long word = (long) LONGS.get(in, place);
            long found = ((word ^ QUOTES) - ONES | (word ^ SLASHES) - ONES | word - SPACES | word) & HIGHS;
            if (found != 0) {
                // A borrow may flag the byte after a match, never one before it: the lowest flag is always right.
                return place + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (place < end && in[place] >= ' ' && in[place] != '"' && in[place] != '\\') {
            place++;
        }
        return place;
    }

    /** Where the escape that begins at {@code i} ends, both halves of a pair of surrogates being one; or -1 if it is none. */
    static int escape(byte[] in, int i, int end) {
        if (i + 1 >= end) {
            return -1;
        }
        return switch (in[i + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> i + 2;
            case 'u' -> unit(in, i, end);
            default -> -1;
        };
    }

    private static int unit(byte[] in, int i, int end) {
        int unit = hex(in, i + 2, end);
        if (unit < 0 || Character.isLowSurrogate((char) unit)) {
            return -1;
        }
        if (!Character.isHighSurrogate((char) unit)) {
            return i + 6;
        }
        if (i + 7 >= end || in[i + 6] != '\\' || in[i + 7] != 'u') {
            return -1;
        }
        int low = hex(in, i + 8, end);
        return low >= 0 && Character.isLowSurrogate((char) low) ? i + 12 : -1;
    }

    private static int hex(byte[] in, int i, int end) {
        if (i + 4 > end) {
            return -1;
        }
        int value = 0;
        for (int k = i; k < i + 4; k++) {
            int digit = in[k] < 0 ? -1 : Character.digit(in[k], 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
