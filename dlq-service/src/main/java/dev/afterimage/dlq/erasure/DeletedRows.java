package dev.afterimage.dlq.erasure;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.envelope.AnyFormDecoder;
import dev.afterimage.cdc.envelope.EventDecoder;
import dev.afterimage.cdc.envelope.JsonSettings;
import dev.afterimage.cdc.envelope.TopicTypes;
import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.cdc.registry.SchemaSource;
import dev.afterimage.cdc.type.Placeholder;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Tells deletes of rows from everything else that comes on a table's topic. Used by one thread at a time. */
final class DeletedRows {
    /** On the delete by which a row leaves its old key for a new one: the row goes on. */
    private static final String MOVED = "__debezium.newkey";

    private final EventDecoder decoder;

    DeletedRows(SchemaSource schemas) {
        this.decoder = new AnyFormDecoder(new JsonSettings(Placeholder.DEFAULT, true, TopicTypes.NONE), schemas);
    }

    /** Whether the record says that the row of its key is gone. */
    boolean isDelete(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.headers().lastHeader(MOVED) != null) {
            return false;
        }
        if (record.value() == null) {
            return false; // the delete before it has said so, or the row went on under another key
        }
        RecordCoordinates at = new RecordCoordinates(
                record.topic(), record.partition(), record.offset(), Math.max(0, record.timestamp()));
        try {
            return decoder.decode(record, at) instanceof ChangeEvent.Delete;
        } catch (EventFailure | RuntimeException e) {
            // It is parked by the indexer and erased by its key once somebody asks; nothing can be told from it here.
            return false;
        }
    }
}
