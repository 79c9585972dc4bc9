package dev.afterimage.txn.output;

import dev.afterimage.cdc.delivery.PartChecksum;
import dev.afterimage.txn.assembly.OpenTransaction;
import dev.afterimage.txn.assembly.Piece;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Writes documents in Avro, in the Confluent wire format, as {@link dev.afterimage.cdc.delivery.TransactionSchema} has them. Used by one thread at a
 * time.
 */
public final class TransactionAvro implements TransactionForm {
    private static final byte MAGIC = 0;
    private static final int ABSENT = 0;
    private static final int PRESENT = 1;

    private final byte[] header;
    private final Predicate<String> consumed;
    private final EventAvro events = new EventAvro();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    private final BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);

    /**
     * @param schemaId under which the registry has the schema
     * @param consumed the collections whose topics are read
     */
    public TransactionAvro(int schemaId, Predicate<String> consumed) {
        this.header = ByteBuffer.allocate(1 + Integer.BYTES)
                .put(MAGIC)
                .putInt(schemaId)
                .array();
        this.consumed = consumed;
    }

    @Override
    public byte[] whole(OpenTransaction transaction, List<byte[]> given) {
        return written(transaction, () -> {
            nulls(3);
            events(given);
        });
    }

    @Override
    public byte[] part(OpenTransaction transaction, int number, List<byte[]> given) {
        return written(transaction, () -> {
            out.writeIndex(PRESENT);
            out.writeInt(number);
            nulls(2);
            events(given);
        });
    }

    @Override
    public byte[] manifest(OpenTransaction transaction) {
        return written(transaction, () -> {
            nulls(1);
            out.writeIndex(PRESENT);
            out.writeInt(transaction.progress().parts());
            out.writeIndex(PRESENT);
            out.writeString(PartChecksum.text(transaction.progress().checksum()));
            nulls(1);
        });
    }

    /** Writes what stands behind the fields that every document has. */
    private interface Rest {
        void write() throws IOException;
    }

    private byte[] written(OpenTransaction transaction, Rest rest) {
        bytes.reset();
        bytes.writeBytes(header);
        try {
            head(transaction);
            rest.write();
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void head(OpenTransaction transaction) throws IOException {
        out.writeString(transaction.id());
        out.writeString(transaction.key().source());
        position(transaction.commit());
        position(transaction.previousCommit());
        out.writeLong(transaction.committedAt());
        counts(transaction.counts());
        counts(transaction.notConsumed(consumed));
    }

    private void events(List<byte[]> given) throws IOException {
        out.writeIndex(PRESENT);
        out.writeArrayStart();
        out.setItemCount(given.size());
        for (byte[] event : given) {
            out.startItem();
            events.write(event, out);
        }
        out.writeArrayEnd();
    }

    private void counts(Map<String, Long> counts) throws IOException {
        out.writeMapStart();
        out.setItemCount(counts.size());
        for (Map.Entry<String, Long> entry : counts.entrySet()) {
            out.startItem();
            out.writeString(entry.getKey());
            out.writeLong(entry.getValue());
        }
        out.writeMapEnd();
    }

    private void position(long position) throws IOException {
        if (position == Piece.UNKNOWN) {
            nulls(1);
        } else {
            out.writeIndex(PRESENT);
            out.writeLong(position);
        }
    }

    private void nulls(int fields) throws IOException {
        for (int i = 0; i < fields; i++) {
            out.writeIndex(ABSENT);
        }
    }
}
