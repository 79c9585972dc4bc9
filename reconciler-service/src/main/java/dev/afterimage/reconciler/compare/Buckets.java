package dev.afterimage.reconciler.compare;

import dev.afterimage.cdc.checksum.Checksum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows, or documents, added up in buckets: how many, and the sums of both pieces of their checksums.
 *
 * <p>A bucket holds what shares the high bits of the checksum's first piece, so that a row and its document meet in a bucket exactly if
 * they are equal, whatever the key's type, and a difference shows in at most two. Sums rather than exclusive ors, so that a row that is there
 * twice shows. Not thread-safe.
 */
public final class Buckets {
    private static final int PIECE_BITS = 32;
    private static final int FEWEST_BITS = 4;
    /** 16,384 buckets: what a search answers without a setting of the node. */
    private static final int MOST_BITS = 14;

    private record Sum(long count, long a, long b) {
        Sum plus(Sum other) {
            return new Sum(count + other.count, a + other.a, b + other.b);
        }
    }

    private final Map<Long, Sum> sums = new HashMap<>();

    /**
     * How many low bits of the first piece a bucket spans, so that it holds about so many rows.
     *
     * @param rows about how many there are
     * @param inABucket about how many one should hold
     */
    public static int shift(long rows, int inABucket) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, rows / inABucket));
        return PIECE_BITS - Math.clamp(bits, FEWEST_BITS, MOST_BITS);
    }

    public static long bucket(Checksum sum, int shift) {
        return sum.a() >> shift;
    }

    public void add(long bucket, long count, long a, long b) {
        sums.merge(bucket, new Sum(count, a, b), Sum::plus);
    }

    /** Takes one row or document out again. */
    public void remove(Checksum sum, int shift) {
        add(bucket(sum, shift), -1, -sum.a(), -sum.b());
    }

    /** All of them. */
    public long count() {
        return sums.values().stream().mapToLong(Sum::count).sum();
    }

    /** The buckets in which the two do not agree, in rising order. */
    public List<Long> differing(Buckets other) {
        Set<Long> all = new HashSet<>(sums.keySet());
        all.addAll(other.sums.keySet());
        List<Long> differing = new ArrayList<>();
        Sum none = new Sum(0, 0, 0);
        for (Long bucket : all) {
            if (!sums.getOrDefault(bucket, none).equals(other.sums.getOrDefault(bucket, none))) {
                differing.add(bucket);
            }
        }
        differing.sort(null);
        return differing;
    }
}
