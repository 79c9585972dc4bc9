package dev.afterimage.txn.topology;

import dev.afterimage.cdc.transaction.TransactionId;
import dev.afterimage.txn.assembly.Piece;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Finds which transaction a JSON record is of that could not be read as a whole, so that the transaction learns why it will not be whole. Pure.
 *
 * @param id the transaction's id as delivered
 * @param order the event's place in it, or {@link Piece#UNKNOWN} where it is not told
 */
record TransactionTrace(TransactionId id, long order) {
    private static final byte[] BLOCK = ascii("\"transaction\":{");
    private static final byte[] ID = ascii("\"id\":\"");
    private static final byte[] ORDER = ascii("\"total_order\":");
    private static final int LONGEST_BLOCK = 512;
    private static final int LONGEST_ID = 300;
    private static final int MOST_DIGITS = 18;

    /** In an event's record. */
    static @Nullable TransactionTrace inEvent(byte @Nullable [] value) {
        int block = value == null ? -1 : lastOf(value, BLOCK);
        if (value == null || block < 0) {
            return null;
        }
        int from = block + BLOCK.length;
        TransactionId id = id(value, firstOf(value, ID, from));
        return id == null ? null : new TransactionTrace(id, order(value, firstOf(value, ORDER, from)));
    }

    /** In a record of the topic of transactions. */
    static @Nullable TransactionTrace inBoundary(byte @Nullable [] value) {
        TransactionId id = value == null ? null : id(value, lastOf(value, ID));
        return id == null ? null : new TransactionTrace(id, Piece.UNKNOWN);
    }

    private static @Nullable TransactionId id(byte[] value, int found) {
        if (found < 0) {
            return null;
        }
        int from = found + ID.length;
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

    /** Orders come as numbers or as strings. */
    private static long order(byte[] value, int found) {
        if (found < 0) {
            return Piece.UNKNOWN;
        }
        int from = found + ORDER.length;
        if (from < value.length && value[from] == '"') {
            from++;
        }
        long order = 0;
        int at = from;
        while (at < value.length && at - from < MOST_DIGITS && value[at] >= '0' && value[at] <= '9') {
            order = order * 10 + value[at++] - '0';
        }
        return order > 0 ? order : Piece.UNKNOWN;
    }

    /** The last occurrence: the block stands behind the rows. Within a text it cannot stand, since quotes are escaped there. */
    private static int lastOf(byte[] value, byte[] wanted) {
        for (int at = value.length - wanted.length; at >= 0; at--) {
            if (matches(value, wanted, at)) {
                return at;
            }
        }
        return -1;
    }

    private static int firstOf(byte[] value, byte[] wanted, int from) {
        int to = Math.min(value.length, from + LONGEST_BLOCK);
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

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
