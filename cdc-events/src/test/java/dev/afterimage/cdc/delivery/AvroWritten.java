package dev.afterimage.cdc.delivery;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.registry.SchemaSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Documents of transactions as Avro's own writer writes them. */
final class AvroWritten {
    static final int ID = 7;
    static final SchemaSource REGISTRY = id -> {
        if (id != ID) {
            throw new EventFailure(FailureCategory.SCHEMA_UNKNOWN, "there is one schema");
        }
        return TransactionSchema.text();
    };

    private static final Schema SCHEMA = new Schema.Parser().parse(TransactionSchema.text());

    private AvroWritten() {}

    static byte[] whole(String id) {
        return write(transaction(id).set("events", List.of(event(1), event(2))));
    }

    static byte[] part(String id, int number) {
        return write(transaction(id).set("part", number).set("events", List.of(event(number))));
    }

    static byte[] manifest(String id, byte[]... parts) {
        byte[] checksum = PartChecksum.ofNone();
        for (byte[] part : parts) {
            checksum = PartChecksum.extended(checksum, part);
        }
        return write(
                transaction(id).set("parts", Math.max(1, parts.length)).set("checksum", PartChecksum.text(checksum)));
    }

    private static GenericRecordBuilder transaction(String id) {
        return new GenericRecordBuilder(SCHEMA)
                .set("id", id)
                .set("source", "shop")
                .set("commit", 26L)
                .set("committedAt", 1_795_199_227_547L)
                .set("counts", Map.of("public.orders", 2L));
    }

    private static GenericData.Record event(int order) {
        Schema event = SCHEMA.getField("events").schema().getTypes().get(1).getElementType();
        return new GenericRecordBuilder(event)
                .set("collection", "public.orders")
                .set("op", "c")
                .set("key", Map.of("id", (long) order))
                .set("after", Map.of("id", (long) order, "note", "ü", "gone", true))
                .set("unavailable", List.of("body"))
                .set("totalOrder", (long) order)
                .set("topic", "shop.public.orders")
                .set("partition", 0)
                .set("offset", 5L)
                .build();
    }

    private static byte[] write(GenericRecordBuilder document) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {0, 0, 0, 0, ID});
        try {
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new GenericDatumWriter<GenericData.Record>(SCHEMA).write(document.build(), encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
