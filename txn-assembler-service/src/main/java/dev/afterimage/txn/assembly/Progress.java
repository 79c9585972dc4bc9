package dev.afterimage.txn.assembly;

/**
 * How far a transaction that leaves in parts has left.
 *
 * @param nextOrder the order from which on events have not left
 * @param parts how many parts have
 * @param checksum over them, as {@code PartChecksum} has it
 */
@SuppressWarnings("ArrayRecordComponent") // 32 bytes that nobody changes or compares
public record Progress(long nextOrder, int parts, byte[] checksum) {
    /** Nothing has left. */
    public static final Progress START = new Progress(0, 0, new byte[32]);
}
