package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.cdc.event.RowImage;
import dev.afterimage.cdc.registry.SchemaSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Decodes all wire forms: Avro starts with a zero, which no JSON does, so each record tells by itself which it is.
 *
 * <p>A topic may change its form, and a repair is JSON with schema whatever the source writes. Used by one thread at a time.
 */
public final class AnyFormDecoder implements EventDecoder {
    private final JsonEventDecoder json;
    private final AvroEventDecoder avro;

    public AnyFormDecoder(JsonSettings settings, SchemaSource registry) {
        TableSchemas schemas = new TableSchemas();
        this.json = new JsonEventDecoder(settings, schemas);
        this.avro = new AvroEventDecoder(registry, settings.placeholder(), schemas);
    }

    @Override
    public ChangeEvent decode(ConsumerRecord<byte[], byte[]> record, RecordCoordinates at) throws EventFailure {
        byte[] value = record.value();
        if (value == null) {
            // Either decoder may know that the topic's deletes are told by tombstones only.
            json.decode(record, at);
            return avro.decode(record, at);
        }
        return AvroEventDecoder.speaks(value) ? avro.decode(record, at) : json.decode(record, at);
    }

    /**
     * The columns of a record's key alone, for those who have no value to it; null where the key is JSON's null.
     *
     * @throws EventFailure if the bytes are no key of a row
     */
    public @Nullable RowImage key(String topic, byte[] key) throws EventFailure {
        return AvroEventDecoder.speaks(key) ? avro.key(key) : json.key(topic, key);
    }
}
