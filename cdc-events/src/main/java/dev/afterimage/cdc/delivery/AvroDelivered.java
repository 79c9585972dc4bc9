package dev.afterimage.cdc.delivery;

import dev.afterimage.cdc.avro.AvroField;
import dev.afterimage.cdc.avro.AvroInput;
import dev.afterimage.cdc.avro.AvroSchemas;
import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.registry.SchemaSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Reads what a document in Avro is, by the schema that it was written with; its events are passed over. Used by one thread at a time.
 */
final class AvroDelivered {
    private static final int HEADER = 5;
    private static final int MOST_SCHEMAS = 100;

    private final SchemaSource registry;
    private final Map<Integer, AvroField[]> readers = new HashMap<>();
    private final AvroInput in = new AvroInput();

    AvroDelivered(SchemaSource registry) {
        this.registry = registry;
    }

    /** Whether a value begins as the Confluent wire format does, which no JSON does. */
    static boolean speaks(byte[] value) {
        return value.length >= HEADER && value[0] == 0;
    }

    Delivered read(byte[] value) throws EventFailure {
        AvroField[] reader = reader(ByteBuffer.wrap(value).getInt(1));
        in.reset(value, HEADER, value.length);
        DeliveredFields fields = new DeliveredFields();
        Found found = new Found(fields);
        for (AvroField field : reader) {
            field.read(in, found);
        }
        if (in.remaining() > 0) {
            throw new EventFailure(FailureCategory.MALFORMED, "Avro: bytes follow the transaction");
        }
        return fields.delivered();
    }

    private AvroField[] reader(int id) throws EventFailure {
        AvroField[] known = readers.get(id);
        if (known != null) {
            return known;
        }
        Schema schema = AvroSchemas.parse(registry.schema(id));
        if (schema.getType() != Schema.Type.RECORD) {
            throw new EventFailure(FailureCategory.MALFORMED, "the value is no record of a transaction");
        }
        List<Schema.Field> written = schema.getFields();
        AvroField[] reader = new AvroField[written.size()];
        for (int i = 0; i < reader.length; i++) {
            reader[i] = reader(written.get(i));
        }
        if (readers.size() == MOST_SCHEMAS) {
            readers.clear();
        }
        readers.put(id, reader);
        return reader;
    }

    private static AvroField reader(Schema.Field field) throws EventFailure {
        return switch (field.name()) {
            case "source" -> AvroField.of(field.schema(), Found.SOURCE);
            case "id" -> AvroField.of(field.schema(), Found.ID);
            case "checksum" -> AvroField.of(field.schema(), Found.CHECKSUM);
            case "part" -> AvroField.of(field.schema(), Found.PART);
            case "parts" -> AvroField.of(field.schema(), Found.PARTS);
            case "events" -> AvroField.presence(field.schema(), Found.EVENTS);
            default -> AvroField.skipped(field.schema());
        };
    }

    /** Takes the fields that are wanted. */
    private record Found(DeliveredFields fields) implements AvroField.Sink {
        private static final int SOURCE = 0;
        private static final int ID = 1;
        private static final int CHECKSUM = 2;
        private static final int PART = 3;
        private static final int PARTS = 4;
        private static final int EVENTS = 5;

        @Override
        public void text(int code, byte[] utf8, int from, int to) throws EventFailure {
            String text = new String(utf8, from, to - from, StandardCharsets.UTF_8);
            switch (code) {
                case SOURCE -> fields.source = text;
                case ID -> fields.id = text;
                case CHECKSUM -> fields.checksum = text;
                default -> throw wrongType();
            }
        }

        @Override
        public void number(int code, long value) throws EventFailure {
            switch (code) {
                case PART -> fields.part = value;
                case PARTS -> fields.parts = value;
                default -> throw wrongType();
            }
        }

        @Override
        public void bool(int code, boolean value) throws EventFailure {
            if (code != EVENTS) {
                throw wrongType();
            }
            fields.events = value;
        }

        private static EventFailure wrongType() {
            return new EventFailure(FailureCategory.MALFORMED, "Avro: a field of a transaction has another type");
        }
    }
}
