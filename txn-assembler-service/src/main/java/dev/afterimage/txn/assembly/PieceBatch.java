package dev.afterimage.txn.assembly;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Pieces of one transaction that travel as one record; {@link PieceCodec#readAll} reads it. Used by one thread at a time. */
public final class PieceBatch {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
    private final DataOutputStream out = new DataOutputStream(bytes);
    private long lastMs = Long.MIN_VALUE;

    public PieceBatch() {
        bytes.write(PieceCodec.SEVERAL);
    }

    /** @param streamMs the time of the record that brought it */
    public void add(Piece piece, long streamMs) {
        try {
            PieceCodec.write(piece, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lastMs = Math.max(lastMs, streamMs);
    }

    /** Bytes so far. */
    public int size() {
        return bytes.size();
    }

    /** The latest time of those that brought them. */
    public long lastMs() {
        return lastMs;
    }

    public byte[] value() {
        return bytes.toByteArray();
    }
}
