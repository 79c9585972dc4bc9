package dev.afterimage.cdc.envelope;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.RecordCoordinates;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Turns the bytes of a Kafka record into a change event. Implementations may keep caches and are used by one thread at a time. */
public interface EventDecoder {
    /**
     * Decodes one record.
     *
     * @param record the bytes as consumed
     * @param at where the record stood first: the record's own place, or the original one of a redriven record
     * @throws EventFailure if the record is no event; its category tells whether to park it or to stop the source
     */
    ChangeEvent decode(ConsumerRecord<byte[], byte[]> record, RecordCoordinates at) throws EventFailure;
}
