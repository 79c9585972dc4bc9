package dev.afterimage.txn.assembly;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pieces as bytes, for the topic that brings those of one transaction together. Safe for use by several threads. */
public final class PieceCodec {
    /** Before the pieces of a {@link PieceBatch}. */
    static final int SEVERAL = 5;

    static final int ROW = 1;

    private static final int BEGIN = 2;
    private static final int END = 3;
    private static final int LOST = 4;

    private PieceCodec() {}

    public static byte[] write(Piece piece) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try {
            write(piece, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #write(Piece)} wrote.
     *
     * @throws IllegalArgumentException if the bytes are no piece
     */
    public static Piece read(byte[] bytes) {
        try {
            return read(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new IllegalArgumentException("the bytes are no piece of a transaction", e);
        }
    }

    /**
     * Reads what a {@link PieceBatch} or {@link #write(Piece)} wrote, in that order.
     *
     * @throws IllegalArgumentException if the bytes are no pieces
     */
    public static List<Piece> readAll(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != SEVERAL) {
            return List.of(read(bytes));
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).position(1);
        List<Piece> pieces = new ArrayList<>();
        try {
            while (in.hasRemaining()) {
                int start = in.position();
                Piece.Row row = in.get() == ROW ? plainRow(in) : null;
                pieces.add(row == null ? read(in.position(start)) : row);
            }
        } catch (IOException | BufferUnderflowException | NegativeArraySizeException e) {
            throw new IllegalArgumentException("the bytes are no pieces of a transaction", e);
        }
        return pieces;
    }

    /** Reads the rest of a row without a stream's detours, or gives null where its texts are not plain. */
    private static Piece.@Nullable Row plainRow(ByteBuffer in) {
        long order = in.getLong();
        String collection = plainText(in);
        if (collection == null) {
            return null;
        }
        long position = in.getLong();
        long previousCommit = in.getLong();
        long sourceCommit = in.getLong();
        long at = in.getLong();
        long fingerprint = in.getLong();
        String record = plainText(in);
        if (record == null) {
            return null;
        }
        byte[] json = new byte[Math.min(in.getInt(), in.remaining() + 1)]; // one too many ends as it should
        in.get(json);
        return new Piece.Row(order, collection, position, previousCommit, sourceCommit, at, fingerprint, record, json);
    }

    private static @Nullable String plainText(ByteBuffer in) {
        int length = Short.toUnsignedInt(in.getShort());
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        int from = in.position();
        byte[] bytes = in.array();
        for (int i = from; i < from + length; i++) {
            if (bytes[i] < 0) {
                return null;
            }
        }
        in.position(from + length);
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }

    private static Piece read(ByteBuffer in) throws IOException {
        ByteArrayInputStream left = new ByteArrayInputStream(in.array(), in.position(), in.remaining());
        Piece piece = read(new DataInputStream(left));
        in.position(in.limit() - left.available());
        return piece;
    }

    static void write(Piece piece, DataOutputStream out) throws IOException {
        switch (piece) {
            case Piece.Row row -> {
                out.writeByte(ROW);
                out.writeLong(row.order());
                out.writeUTF(row.collection());
                out.writeLong(row.position());
                out.writeLong(row.previousCommit());
                out.writeLong(row.sourceCommit());
                out.writeLong(row.at());
                out.writeLong(row.fingerprint());
                out.writeUTF(row.record());
                out.writeInt(row.json().length);
                out.write(row.json());
            }
            case Piece.Begin begin -> {
                out.writeByte(BEGIN);
                out.writeLong(begin.position());
                out.writeLong(begin.at());
            }
            case Piece.End end -> {
                out.writeByte(END);
                out.writeUTF(end.id());
                out.writeLong(end.position());
                out.writeLong(end.at());
                out.writeLong(end.events());
                Counts.write(end.counts(), out);
            }
            case Piece.Lost lost -> {
                out.writeByte(LOST);
                out.writeUTF(lost.collection());
                out.writeLong(lost.order());
                out.writeUTF(lost.record());
                out.writeUTF(lost.category());
                out.writeLong(lost.at());
            }
        }
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] bytes = in.readNBytes(length);
        if (bytes.length != length) {
            throw new EOFException("the event is cut off");
        }
        return bytes;
    }

    static Piece read(DataInputStream in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case ROW ->
                new Piece.Row(
                        in.readLong(),
                        in.readUTF(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readUTF(),
                        bytes(in));
            case BEGIN -> new Piece.Begin(in.readLong(), in.readLong());
            case END -> new Piece.End(in.readUTF(), in.readLong(), in.readLong(), in.readLong(), Counts.read(in));
            case LOST -> new Piece.Lost(in.readUTF(), in.readLong(), in.readUTF(), in.readUTF(), in.readLong());
            default -> throw new IOException("no kind of piece: " + kind);
        };
    }
}
