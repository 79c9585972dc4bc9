package dev.afterimage.txn.topology;

import dev.afterimage.cdc.deadletter.DeadLetters;
import dev.afterimage.cdc.deadletter.Disposition;
import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.deadletter.Outcome;
import dev.afterimage.cdc.deadletter.Redrive;
import dev.afterimage.cdc.event.RecordCoordinates;
import dev.afterimage.txn.assembly.Piece;
import dev.afterimage.txn.assembly.PieceBatch;
import dev.afterimage.txn.assembly.PieceCodec;
import dev.afterimage.txn.assembly.TransactionKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
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
    private @Nullable Gathering gathering;

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
    public void init(ProcessorContext<byte[], Emission> context) {
        super.init(context);
        // Anew, since a task that lost its state begins again with the same processor.
        Gathering gathered = new Gathering(this::send);
        gathering = gathered;
        LateForward late = LateForward.of(context);
        WriteBehindStore.in(context.getStateStore(TransactionTopology.GATHERED))
                .beforeCommit(() -> late.run(gathered::sendAll));
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
                if (at.topic().equals(destinations.incomplete())) {
                    answer(record, Outcome.failed(redrive, group, reportOnly(), now()));
                    return;
                }
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
            if (failure.category() == FailureCategory.SCHEMA_UNAVAILABLE) {
                // A transaction without one of its events would be given up, though nothing is wrong with it.
                throw new HeldException(at + ": " + failure.getMessage(), failure);
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
        if (redrive != null) {
            // Its dead letter is there still: the answer says that it failed again.
            answer(record, Outcome.failed(redrive, group, failure, now()));
            return;
        }
        events.parked(failure.category().name());
        ProducerRecord<byte[], byte[]> letter = letters.of(consumed, at, "read", failure, 1, now());
        context()
                .forward(new Record<>(
                        letter.key(),
                        new Emission(destinations.deadLetters(), letter.value()),
                        Math.max(record.timestamp(), 0),
                        letter.headers()));
        boolean boundary = sources.isBoundary(at.topic());
        TransactionTrace trace =
                boundary ? TransactionTrace.inBoundary(record.value()) : TransactionTrace.inEvent(record.value());
        if (trace != null) {
            tell(record, at, failure, trace, boundary ? Piece.Lost.BOUNDARY : sources.collection(at.topic()));
        }
    }

    /** Lets the transaction know that an event of it lies among the dead letters. */
    private void tell(
            Record<byte[], byte[]> record,
            RecordCoordinates at,
            EventFailure failure,
            TransactionTrace trace,
            String collection) {
        TransactionKey key;
        try {
            key = TransactionKey.of(sources.source(at.topic()), trace.id());
        } catch (IllegalArgumentException noId) {
            // What looked like an id is none: the dead letter alone tells of the record.
            return;
        }
        long time = Math.max(record.timestamp(), 0);
        piece(
                record,
                key,
                new Piece.Lost(
                        collection,
                        trace.order(),
                        at.toString(),
                        failure.category().name(),
                        time),
                null);
    }

    private void piece(Record<byte[], byte[]> record, TransactionKey key, Piece piece, @Nullable Redrive redrive) {
        long time = Math.max(record.timestamp(), 0);
        if (redrive == null) {
            Objects.requireNonNull(gathering, "a processor is initialised before it works")
                    .add(key, piece, time);
            return;
        }
        Headers headers = new RecordHeaders();
        redrive.writeTo(headers);
        forward(key, PieceCodec.write(piece), time, headers);
    }

    private void send(TransactionKey key, PieceBatch pieces) {
        forward(key, pieces.value(), pieces.lastMs(), new RecordHeaders());
    }

    private void forward(TransactionKey key, byte[] pieces, long time, Headers headers) {
        context().forward(new Record<>(key.bytes(), new Emission(null, pieces), time, headers));
    }

    private void answer(Record<byte[], byte[]> record, Outcome outcome) {
        context()
                .forward(new Record<>(
                        outcome.redrive().id().getBytes(StandardCharsets.UTF_8),
                        new Emission(destinations.outcomes(), outcome.toJson()),
                        Math.max(record.timestamp(), 0),
                        new RecordHeaders()));
    }

    private static EventFailure reportOnly() {
        return new EventFailure(
                FailureCategory.TRANSACTION_INCOMPLETE,
                "the dead letter is the report of a transaction that was given up: it holds no event that could be read again");
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
