package dev.afterimage.cdc.transaction;

import dev.afterimage.cdc.avro.AvroInput;
import dev.afterimage.cdc.avro.AvroRow;
import dev.afterimage.cdc.avro.AvroSchemas;
import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.registry.SchemaSource;
import dev.afterimage.cdc.type.LogicalTypes;
import dev.afterimage.cdc.type.Placeholder;
import dev.afterimage.cdc.type.RowImageBuilder;
import dev.afterimage.cdc.type.RowLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the values of the transaction topic in every wire form: JSON, or Avro in the Confluent wire format, which starts with a zero.
 * Used by one thread at a time.
 */
public final class TransactionDecoder {
    private static final int HEADER = 5;
    private static final int MAX_SCHEMAS = 1000;

    private final SchemaSource registry;
    private final LogicalTypes types = new LogicalTypes(new Placeholder(Placeholder.DEFAULT));
    private final Map<Integer, AvroRow> readers = new HashMap<>();
    private final AvroInput in = new AvroInput();
    private final RowImageBuilder builder = new RowImageBuilder();

    public TransactionDecoder(SchemaSource registry) {
        this.registry = registry;
    }

    /**
     * Decodes a record's value.
     *
     * @throws EventFailure MALFORMED, if it is neither a BEGIN nor an END; or what the registry says of its schema
     */
    public TransactionBoundary decode(byte @Nullable [] value) throws EventFailure {
        if (value == null || value.length < HEADER || value[0] != 0) {
            return TransactionBoundaries.fromJson(value);
        }
        AvroRow reader = reader(ByteBuffer.wrap(value).getInt(1));
        in.reset(value, HEADER, value.length);
        RowImage image = reader.read(in, builder);
        if (image == null || in.remaining() > 0) {
            throw new EventFailure(FailureCategory.MALFORMED, "Avro: nothing of a transaction, or something behind it");
        }
        return TransactionBoundaries.fromJson(image.toJson().getBytes(StandardCharsets.UTF_8));
    }

    private AvroRow reader(int id) throws EventFailure {
        AvroRow reader = readers.get(id);
        if (reader == null) {
            Schema schema = AvroSchemas.parse(registry.schema(id));
            if (schema.getType() != Schema.Type.RECORD) {
                throw new EventFailure(FailureCategory.MALFORMED, "the value is not a transaction record");
            }
            try {
                reader = AvroRow.of(schema, RowLayout.of(AvroSchemas.connect(schema), types));
            } catch (IllegalArgumentException e) {
                throw new EventFailure(FailureCategory.MALFORMED, "the registered schema makes no sense", e);
            }
            if (readers.size() == MAX_SCHEMAS) {
                readers.clear();
            }
            readers.put(id, reader);
        }
        return reader;
    }
}
