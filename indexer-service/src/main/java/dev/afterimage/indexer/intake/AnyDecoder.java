package dev.afterimage.indexer.intake;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.envelope.EventDecoder;
import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.RecordCoordinates;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Chooses the decoder by the first byte: the Confluent wire format begins with 0, which no JSON does. */
final class AnyDecoder implements EventDecoder {
    private final EventDecoder json;
    private final EventDecoder avro;

    AnyDecoder(EventDecoder json, EventDecoder avro) {
        this.json = json;
        this.avro = avro;
    }

    @Override
    public ChangeEvent decode(ConsumerRecord<byte[], byte[]> record, RecordCoordinates at) throws EventFailure {
        byte[] value = record.value();
        boolean binary = value != null && value.length > 0 && value[0] == 0;
        return (binary ? avro : json).decode(record, at);
    }
}
