package dev.afterimage.txn.topology;

import dev.afterimage.cdc.deadletter.DeadLetters;
import dev.afterimage.cdc.deadletter.Disposition;
import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.deadletter.Outcome;
import dev.afterimage.cdc.deadletter.Redrive;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.cdc.transaction.TransactionId;
import dev.afterimage.txn.assembly.Piece;
import dev.afterimage.txn.assembly.PieceCodec;
import dev.afterimage.txn.assembly.TransactionKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Makes pieces of records; what cannot be read goes whole to the dead letters, and its transaction is told. */
final class ReadProcessor extends ContextualProcessor<byte[], byte[], byte[], Emission> {
    private final Sources sources;
    private final Reader reader;
    private final DeadLetters letters;
    private final Destinations destinations;
    private final String group;
    private final String redriveTopic;
    private final AssemblyEvents events;

    ReadProcessor(
            Sources sources,
            Reader reader,
            DeadLetters letters,
            Destinations destinations,
            String group,
            AssemblyEvents events) {
        this.sources = sources;
        this.reader = reader;
        this.letters = letters;
        this.destinations = destinations;
        this.group = group;
        this.redriveTopic = TransactionTopology.redriveTopic(group);
        this.events = events;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata place = context().recordMetadata().orElseThrow(() -> new IllegalStateException("no source"));
        RecordCoordinates at =
                new RecordCoordinates(place.topic(), place.partition(), place.offset(), record.timestamp());
        ConsumerRecord<byte[], byte[]> consumed = consumed(record, place);
        Redrive redrive = null;
        try {
            if (place.topic().equals(redriveTopic)) {
                redrive = Redrive.read(record.headers());
                if (redrive.kind() == Redrive.Kind.REPAIR) {
                    throw new EventFailure(FailureCategory.UNEXPECTED, "a repair is not for the assembler");
                }
                at = redrive.original();
            }
            Reader.Placed placed = reader.read(consumed, at);
            if (placed == null) {
                events.outsideTransactions();
                if (redrive != null) {
                    answer(record, Outcome.superseded(redrive, group, "it is of no transaction", now()));
                }
                return;
            }
            piece(record, placed.key(), placed.piece(), redrive);
        } catch (EventFailure failure) {
            if (failure.category().disposition() == Disposition.STOP) {
                throw new StoppedException(at + ": " + failure.getMessage(), failure);
            }
            park(record, consumed, at, failure, redrive);
        }
    }

    private void park(
            Record<byte[], byte[]> record,
            ConsumerRecord<byte[], byte[]> consumed,
            RecordCoordinates at,
            EventFailure failure,
            @Nullable Redrive redrive) {
        events.parked(failure.category().name());
        ProducerRecord<byte[], byte[]> letter = letters.of(consumed, at, "read", failure, 1, now());
        context()
                .forward(new Record<>(
                        letter.key(),
                        new Emission(destinations.deadLetters(), letter.value()),
                        record.timestamp(),
                        letter.headers()));
        if (redrive != null) {
            answer(record, Outcome.failed(redrive, group, failure, now()));
        }
        TransactionId id = TransactionTrace.find(record.value());
        if (id != null && !sources.isBoundary(at.topic())) {
            try {
                piece(
                        record,
                        TransactionKey.of(sources.source(at.topic()), id),
                        new Piece.Lost(
                                sources.collection(at.topic()),
                                at.toString(),
                                failure.category().name(),
                                record.timestamp()),
                        null);
            } catch (IllegalArgumentException noId) {
                // What looked like an id is none: the dead letter alone tells of the record.
                events.outsideTransactions();
            }
        }
    }

    private void piece(Record<byte[], byte[]> record, TransactionKey key, Piece piece, @Nullable Redrive redrive) {
        Headers headers = new RecordHeaders();
        if (redrive != null) {
            redrive.writeTo(headers);
        }
        context()
                .forward(new Record<>(
                        key.bytes(),
                        new Emission(null, PieceCodec.write(piece)),
                        Math.max(record.timestamp(), 0),
                        headers));
    }

    private void answer(Record<byte[], byte[]> record, Outcome outcome) {
        context()
                .forward(new Record<>(
                        outcome.redrive().id().getBytes(StandardCharsets.UTF_8),
                        new Emission(destinations.outcomes(), outcome.toJson()),
                        record.timestamp(),
                        new RecordHeaders()));
    }

    private Instant now() {
        return Instant.ofEpochMilli(context().currentSystemTimeMs());
    }

    private static ConsumerRecord<byte[], byte[]> consumed(Record<byte[], byte[]> record, RecordMetadata place) {
        return new ConsumerRecord<>(
                place.topic(),
                place.partition(),
                place.offset(),
                record.timestamp(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }
}
