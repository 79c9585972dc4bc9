package dev.afterimage.txn.assembly;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of transactions as bytes, for the state stores. The first byte tells the form. Safe for use by several threads. */
public final class StateCodec {
    private static final int FORM = 1;
    private static final ProbableCause[] CAUSES = ProbableCause.values();
    private static final Phase[] PHASES = Phase.values();

    private StateCodec() {}

    public static byte[] write(OpenTransaction one) {
        return bytes(out -> {
            Times times = one.times();
            out.writeLong(one.firstAt());
            out.writeBoolean(one.numbered());
            out.writeLong(times.firstStream());
            out.writeLong(times.firstWall());
            out.writeLong(times.lastStream());
            out.writeLong(times.lastWall());
            Counts.write(one.counts(), out);
            one.orders().write(out);
            out.writeInt(one.lost().size());
            for (Piece.Lost lost : one.lost()) {
                PieceCodec.write(lost, out);
            }
            optional(one.begin(), out);
            optional(one.end(), out);
            out.writeBoolean(one.contradicted());
            out.writeLong(one.rows());
            out.writeLong(one.bytes());
            out.writeLong(one.previousCommit());
            out.writeLong(one.sourceCommit());
            out.writeByte(one.phase().ordinal());
            out.writeLong(one.progress().nextOrder());
            out.writeInt(one.progress().parts());
            out.write(one.progress().checksum());
            ProbableCause cause = one.cause();
            out.writeByte(cause == null ? -1 : cause.ordinal());
        });
    }

    /**
     * Reads what {@link #write(OpenTransaction)} wrote.
     *
     * @throws IllegalArgumentException if the bytes are of another form
     */
    public static OpenTransaction readOpen(TransactionKey key, long serial, byte[] bytes) {
        return read(bytes, in -> {
            long at = in.readLong();
            boolean numbered = in.readBoolean();
            Times times = new Times(in.readLong(), in.readLong(), in.readLong(), in.readLong());
            Map<String, Long> counts = Counts.read(in);
            OpenTransaction open = new OpenTransaction(key, serial, at, numbered, times);
            open.orders().read(in);
            List<Piece.Lost> lost = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                lost.add((Piece.Lost) PieceCodec.read(in));
            }
            Piece.Begin begin = in.readBoolean() ? (Piece.Begin) PieceCodec.read(in) : null;
            Piece.End end = in.readBoolean() ? (Piece.End) PieceCodec.read(in) : null;
            boolean contradicted = in.readBoolean();
            long[] numbers = {in.readLong(), in.readLong(), in.readLong(), in.readLong()};
            Phase phase = PHASES[in.readByte()];
            Progress progress = new Progress(in.readLong(), in.readInt(), in.readNBytes(32));
            int cause = in.readByte();
            return open.restore(
                    counts, lost, begin, end, contradicted, numbers, phase, progress, cause < 0 ? null : CAUSES[cause]);
        });
    }

    public static byte[] write(Departed one) {
        return bytes(out -> {
            out.writeUTF(one.id());
            out.writeBoolean(one.whole());
            out.writeLong(one.generation().at());
            out.writeLong(one.generation().last());
            out.writeBoolean(one.generation().numbered());
            out.writeLong(one.events());
            out.writeLong(one.rows());
            out.writeLong(one.committedAt());
            out.writeLong(one.at());
            out.writeUTF(one.cause());
        });
    }

    /**
     * Reads what {@link #write(Departed)} wrote.
     *
     * @throws IllegalArgumentException if the bytes are of another form
     */
    public static Departed readDeparted(byte[] bytes) {
        return read(
                bytes,
                in -> new Departed(
                        in.readUTF(),
                        in.readBoolean(),
                        new Generation(in.readLong(), in.readLong(), in.readBoolean()),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readUTF()));
    }

    private static void optional(@Nullable Piece piece, DataOutputStream out) throws IOException {
        out.writeBoolean(piece != null);
        if (piece != null) {
            PieceCodec.write(piece, out);
        }
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeByte(FORM);
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static <T> T read(byte[] bytes, Reading<T> reading) {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            if (in.readByte() != FORM) {
                throw new IllegalArgumentException("the state is of a form not known here");
            }
            return reading.from(in);
        } catch (IOException e) {
            throw new IllegalArgumentException("the state is cut off", e);
        }
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private interface Reading<T> {
        T from(DataInputStream in) throws IOException;
    }
}
