package dev.afterimage.dlq.intake;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.envelope.AnyFormDecoder;
import dev.afterimage.cdc.envelope.EventDecoder;
import dev.afterimage.cdc.envelope.JsonSettings;
import dev.afterimage.cdc.envelope.TopicTypes;
import dev.afterimage.cdc.event.ChangeEvent;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.cdc.registry.SchemaSource;
import dev.afterimage.cdc.type.Placeholder;
import dev.afterimage.dlq.letter.Dialect;
import dev.afterimage.dlq.letter.Letter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Tells whether a failed change event holds the whole row. Used by one thread at a time. */
final class ImageReader {
    private final EventDecoder decoder;

    ImageReader(SchemaSource schemas) {
        this.decoder = new AnyFormDecoder(new JsonSettings(Placeholder.DEFAULT, true, TopicTypes.NONE), schemas);
    }

    /** Whether the event tells the whole row or its end; null where it cannot be told, which is no error: it is among the dead letters. */
    @Nullable
    Boolean complete(Letter letter) {
        if (letter.dialect() != Dialect.AFTERIMAGE || letter.value() == null) {
            return null;
        }
        RecordCoordinates at = new RecordCoordinates(
                letter.at().topic(), letter.at().partition(), letter.at().offset(), 0);
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(at.topic(), at.partition(), at.offset(), letter.key(), letter.value());
        try {
            return switch (decoder.decode(record, at)) {
                case ChangeEvent.Upsert upsert -> upsert.after().complete();
                case ChangeEvent.Delete delete -> true;
                case ChangeEvent.Truncate truncate -> null;
                case ChangeEvent.Message message -> null;
                case ChangeEvent.Tombstone tombstone -> null;
                case ChangeEvent.Irrelevant irrelevant -> null;
            };
        } catch (EventFailure | RuntimeException e) {
            return null;
        }
    }
}
