package dev.afterimage.txn.assembly;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Pieces of one transaction that travel as one record; {@link PieceCodec#readAll} reads it. Used by one thread at a time.
 *
 * <p>Rows, of which there are most, are written in place; they have the bytes that {@link PieceCodec} gives them.
 */
public final class PieceBatch {
    private static final int FIRST_BYTES = 2048;
    private static final int NUMBERS_OF_A_ROW = 6 * Long.BYTES;

    private ByteBuffer bytes = ByteBuffer.allocate(FIRST_BYTES);
    private long lastMs = Long.MIN_VALUE;

    public PieceBatch() {
        bytes.put((byte) PieceCodec.SEVERAL);
    }

    /** @param streamMs the time of the record that brought it */
    public void add(Piece piece, long streamMs) {
        if (piece instanceof Piece.Row row && ascii(row.collection()) && ascii(row.record())) {
            add(row);
        } else {
            ByteArrayOutputStream other = new ByteArrayOutputStream(256);
            try {
                PieceCodec.write(piece, new DataOutputStream(other));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            room(other.size());
            bytes.put(other.toByteArray());
        }
        lastMs = Math.max(lastMs, streamMs);
    }

    private void add(Piece.Row row) {
        byte[] json = row.json();
        room(1
                + NUMBERS_OF_A_ROW
                + 2 * Short.BYTES
                + row.collection().length()
                + row.record().length()
                + Integer.BYTES
                + json.length);
        bytes.put((byte) PieceCodec.ROW).putLong(row.order());
        text(row.collection());
        bytes.putLong(row.position())
                .putLong(row.previousCommit())
                .putLong(row.sourceCommit())
                .putLong(row.at())
                .putLong(row.fingerprint());
        text(row.record());
        bytes.putInt(json.length).put(json);
    }

    private void text(String ascii) {
        bytes.putShort((short) ascii.length()).put(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether a text's UTF-8 is one byte a character, also in Java's own form, which has two for a zero. */
    private static boolean ascii(String text) {
        if (text.length() > Short.MAX_VALUE) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || c >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private void room(int more) {
        if (bytes.remaining() < more) {
            byte[] larger =
                    Arrays.copyOf(bytes.array(), Math.max(2 * bytes.capacity(), Math.addExact(bytes.position(), more)));
            bytes = ByteBuffer.wrap(larger).position(bytes.position());
        }
    }

    /** Bytes so far. */
    public int size() {
        return bytes.position();
    }

    /** The latest time of those that brought them. */
    public long lastMs() {
        return lastMs;
    }

    public byte[] value() {
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}
