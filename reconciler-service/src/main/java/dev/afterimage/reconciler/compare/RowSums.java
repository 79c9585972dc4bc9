package dev.afterimage.reconciler.compare;

import dev.afterimage.cdc.checksum.Checksum;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The checksums of all rows of a table by a hash of their ids, in 23 to 45 bytes a row, to hold every row of a large table against its document.
 *
 * <p>Two ids that share a 64-bit hash would make a false suspect, which the second look clears, never a missed one. Not thread-safe.
 */
public final class RowSums {
    private static final int FIRST_SIZE = 1 << 12;
    private static final byte FREE = 0;
    private static final byte HELD = 1;
    private static final byte MET = 2;

    private long[] ids = new long[FIRST_SIZE];
    private long[] sums = new long[FIRST_SIZE];
    private byte[] states = new byte[FIRST_SIZE];
    private int size;

    /** What the table has for a document. */
    public enum Match {
        EQUAL,
        DIFFERENT,
        NO_ROW
    }

    public void put(String id, Checksum sum) {
        if (size * 4L >= ids.length * 3L) {
            grow();
        }
        put(hash(id), packed(sum), HELD);
        size++;
    }

    /** Holds a document against its row, and remembers that the row has one. */
    public Match meet(String id, Checksum sum) {
        int at = find(hash(id));
        if (states[at] == FREE) {
            return Match.NO_ROW;
        }
        states[at] = MET;
        return sums[at] == packed(sum) ? Match.EQUAL : Match.DIFFERENT;
    }

    /** Whether a row has met no document. */
    public boolean lonely(String id) {
        return states[find(hash(id))] == HELD;
    }

    /** How many rows have met none. */
    public long lonely() {
        long lonely = 0;
        for (byte state : states) {
            lonely += state == HELD ? 1 : 0;
        }
        return lonely;
    }

    public int size() {
        return size;
    }

    private void put(long hash, long sum, byte state) {
        int at = find(hash);
        ids[at] = hash;
        sums[at] = sum;
        states[at] = state;
    }

    private int find(long hash) {
        int mask = ids.length - 1;
        int at = (int) (hash ^ hash >>> 32) & mask;
        while (states[at] != FREE && ids[at] != hash) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void grow() {
        long[] oldIds = ids;
        long[] oldSums = sums;
        byte[] oldStates = states;
        ids = new long[oldIds.length * 2];
        sums = new long[oldIds.length * 2];
        states = new byte[oldIds.length * 2];
        Arrays.fill(states, FREE);
        for (int i = 0; i < oldIds.length; i++) {
            if (oldStates[i] != FREE) {
                put(oldIds[i], oldSums[i], oldStates[i]);
            }
        }
    }

    private static long packed(Checksum sum) {
        return sum.a() << 32 | sum.b();
    }

    /** FNV-1a, then mixed so that every bit counts in the low ones. */
    private static long hash(String id) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ b) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }
}
