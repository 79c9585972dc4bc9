package dev.afterimage.cdc.avro;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;

/**
 * Reads Avro's primitives off a part of a byte array, and believes no length that the array does not hold. Used by one thread at a time,
 * and reused.
 */
public final class AvroInput {
    private static final int LAST_SHIFT = 63;

    private byte[] bytes = {};
    private int at;
    private int end;

    /** Goes to the start of another text. */
    public void reset(byte[] source, int from, int to) {
        bytes = source;
        at = from;
        end = to;
    }

    /** The array that is read; slices that {@link #length} announces start at {@link #position}. */
    public byte[] array() {
        return bytes;
    }

    public int position() {
        return at;
    }

    public int remaining() {
        return end - at;
    }

    public boolean readBoolean() throws EventFailure {
        int value = readByte();
        if ((value & ~1) != 0) {
            throw malformed("a boolean is neither 0 nor 1");
        }
        return value == 1;
    }

    public int readInt() throws EventFailure {
        long value = readLong();
        if ((int) value != value) {
            throw malformed("an int has more than 32 bits");
        }
        return (int) value;
    }

    public long readLong() throws EventFailure {
        long zigzag = 0;
        for (int shift = 0; shift <= LAST_SHIFT; shift += 7) {
            int b = readByte();
            zigzag |= (b & 0x7FL) << shift;
            if (b >= 0) {
                if (shift == LAST_SHIFT && b > 1) {
                    break;
                }
                return zigzag >>> 1 ^ -(zigzag & 1);
            }
        }
        throw malformed("a number has more than 64 bits");
    }

    public float readFloat() throws EventFailure {
        return Float.intBitsToFloat((int) littleEndian(Float.BYTES));
    }

    public double readDouble() throws EventFailure {
        return Double.longBitsToDouble(littleEndian(Double.BYTES));
    }

    /** The length of the bytes or text that starts at {@link #position} after this call; then {@link #skip} it. */
    public int length() throws EventFailure {
        long length = readLong();
        if (length < 0 || length > remaining()) {
            throw malformed("a length is not that of what follows");
        }
        return (int) length;
    }

    public void skip(int count) throws EventFailure {
        if (count > remaining()) {
            throw malformed("the record ends too early");
        }
        at += count;
    }

    /**
     * How many elements the next block of an array or map has, 0 at the end. Each takes a byte or more, so that a hostile count ends here
     * and not in a loop.
     */
    public int block() throws EventFailure {
        long count = readLong();
        if (count < 0) {
            length(); // the block's size in bytes, for those who skip it whole
            count = -count;
        }
        if (count < 0 || count > remaining()) {
            throw malformed("an array has more elements than there is room for");
        }
        return (int) count;
    }

    static EventFailure malformed(String what) {
        return new EventFailure(FailureCategory.MALFORMED, "Avro: " + what);
    }

    private byte readByte() throws EventFailure {
        if (at >= end) {
            throw malformed("the record ends too early");
        }
        return bytes[at++];
    }

    private long littleEndian(int size) throws EventFailure {
        if (size > remaining()) {
            throw malformed("the record ends too early");
        }
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << 8 | bytes[at + i] & 0xFF;
        }
        at += size;
        return value;
    }
}
