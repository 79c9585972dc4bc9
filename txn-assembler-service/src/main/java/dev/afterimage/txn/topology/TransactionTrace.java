package dev.afterimage.txn.topology;

import dev.afterimage.cdc.transaction.TransactionId;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Finds the transaction's id in a JSON record that could not be read as a whole, so that the transaction learns why it will not be whole. Pure. */
final class TransactionTrace {
    private static final byte[] BLOCK = "\"transaction\":{".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ID = "\"id\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_ID = 300;

    private TransactionTrace() {}

    static @Nullable TransactionId find(byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        int block = lastOf(value, BLOCK);
        if (block < 0) {
            return null;
        }
        int start = firstOf(value, ID, block + BLOCK.length, Math.min(value.length, block + 256));
        if (start < 0) {
            return null;
        }
        int from = start + ID.length;
        for (int at = from; at < value.length && at - from <= LONGEST_ID; at++) {
            byte b = value[at];
            if (b == '"') {
                return at == from
                        ? null
                        : new TransactionId(new String(value, from, at - from, StandardCharsets.US_ASCII));
            }
            if (b == '\\' || b < ' ') {
                return null;
            }
        }
        return null;
    }

    /** The last occurrence: a row's text may hold the same words, and the block stands behind the rows. */
    private static int lastOf(byte[] value, byte[] wanted) {
        for (int at = value.length - wanted.length; at >= 0; at--) {
            if (matches(value, wanted, at)) {
                return at;
            }
        }
        return -1;
    }

    private static int firstOf(byte[] value, byte[] wanted, int from, int to) {
        for (int at = from; at + wanted.length <= to; at++) {
            if (matches(value, wanted, at)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean matches(byte[] value, byte[] wanted, int at) {
        for (int i = 0; i < wanted.length; i++) {
            if (value[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
