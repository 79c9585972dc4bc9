package dev.afterimage.cdc.checksum;

/**
 * The first 64 bits of an MD5, in two pieces that can be summed.
 *
 * <p>Elasticsearch sums a {@code long} field as a double, exact to 2^53: sums of 32-bit pieces stay exact over 2^21 documents.
 *
 * @param a the first four bytes, 0 to 2^32 - 1
 * @param b the next four bytes, 0 to 2^32 - 1
 */
public record Checksum(long a, long b) {
    private static final long MAX = 0xFFFF_FFFFL;

    public Checksum {
        if (a < 0 || a > MAX || b < 0 || b > MAX) {
            throw new IllegalArgumentException("a piece of a checksum has 32 bits");
        }
    }
}
