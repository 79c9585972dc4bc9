package dev.afterimage.dlq.redrive;

import dev.afterimage.cdc.deadletter.Redrive;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.dlq.letter.LetterHeader;
import dev.afterimage.dlq.parking.Answer;
import dev.afterimage.dlq.parking.DueEntry;
import dev.afterimage.dlq.parking.Payload;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Makes the record that goes back: bytes and headers of the failed one, without what its parking added, and where it stood first. Pure. */
final class RedriveRecords {
    private RedriveRecords() {}

    /** For one of our own consumer groups, which answers to the id. */
    static ProducerRecord<byte[], byte[]> ours(String topic, DueEntry entry, Payload payload) {
        Headers headers = original(entry, payload);
        long timestamp = entry.recordTime() == null ? 0 : entry.recordTime().toEpochMilli();
        new Redrive(
                        Redrive.Kind.REDRIVE,
                        Answer.redriveId(entry.id(), entry.attempt()),
                        new RecordCoordinates(entry.topic(), entry.partition(), entry.offset(), timestamp),
                        entry.attempt())
                .writeTo(headers);
        return new ProducerRecord<>(topic, null, null, payload.key(), payload.value(), headers);
    }

    /** For a consumer of somebody else, who gets the record as it was. */
    static ProducerRecord<byte[], byte[]> foreign(String topic, DueEntry entry, Payload payload) {
        return new ProducerRecord<>(topic, null, null, payload.key(), payload.value(), original(entry, payload));
    }

    private static Headers original(DueEntry entry, Payload payload) {
        Headers headers = new RecordHeaders();
        for (LetterHeader header : payload.headers()) {
            if (!entry.dialect().added(header.name())) {
                headers.add(header.name(), header.value());
            }
        }
        return headers;
    }
}
