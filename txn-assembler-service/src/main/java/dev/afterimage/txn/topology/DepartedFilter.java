package dev.afterimage.txn.topology;

/**
 * Tells of most keys that no transaction of theirs has departed lately, without a look into the store: a Bloom filter of two generations, 2 MB each. Used by
 * the task's thread.
 */
final class DepartedFilter {
    private static final int WORDS = 1 << 18;
    private static final long BITS_MASK = (long) WORDS * Long.SIZE - 1;
    private static final int HASHES = 4;

    private final long generationMs;
    private long[] current = new long[WORDS];
    private long[] previous = new long[0];
    private long began = -1;

    /** @param generationMs what is added stays known for as long as this at least, milliseconds of the records' own time */
    DepartedFilter(long generationMs) {
        this.generationMs = generationMs;
    }

    void add(byte[] key, long streamMs) {
        if (began < 0) {
            began = streamMs;
        } else if (streamMs - began > generationMs) {
            previous = current;
            current = new long[WORDS];
            began = streamMs;
        }
        long hash = hash(key);
        for (int i = 0; i < HASHES; i++) {
            long bit = bit(hash, i);
            current[(int) (bit >>> 6)] |= 1L << bit;
        }
    }

    /** Whether one may have departed; false is certain. */
    boolean mayHave(byte[] key) {
        long hash = hash(key);
        return in(current, hash) || previous.length > 0 && in(previous, hash);
    }

    private static boolean in(long[] words, long hash) {
        for (int i = 0; i < HASHES; i++) {
            long bit = bit(hash, i);
            if ((words[(int) (bit >>> 6)] & 1L << bit) == 0) {
                return false;
            }
        }
        return true;
    }

    private static long bit(long hash, int which) {
        long mixed = hash + which * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        return (mixed ^ mixed >>> 27) & BITS_MASK;
    }

    private static long hash(byte[] key) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : key) {
            hash = (hash ^ b & 0xff) * 0x100000001b3L;
        }
        return hash;
    }
}
