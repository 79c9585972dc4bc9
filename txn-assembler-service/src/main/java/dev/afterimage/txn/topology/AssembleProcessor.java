package dev.afterimage.txn.topology;

import dev.afterimage.cdc.deadletter.DeadLetters;
import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.deadletter.Outcome;
import dev.afterimage.cdc.deadletter.Redrive;
import dev.afterimage.txn.assembly.Assembler;
import dev.afterimage.txn.assembly.Offered;
import dev.afterimage.txn.assembly.OpenTransaction;
import dev.afterimage.txn.assembly.Piece;
import dev.afterimage.txn.assembly.PieceCodec;
import dev.afterimage.txn.assembly.ProbableCause;
import dev.afterimage.txn.assembly.TimeLimit;
import dev.afterimage.txn.assembly.TransactionKey;
import dev.afterimage.txn.output.TransactionForm;
import dev.afterimage.txn.output.TransactionJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Puts the pieces of each transaction together and lets it leave: whole, or given up with the reason. */
final class AssembleProcessor extends ContextualProcessor<byte[], byte[], byte[], Emission> {
    static final Duration WATCH_EVERY = Duration.ofSeconds(1);
    static final Duration TURN_EVERY = Duration.ofMillis(20);
    private static final int LOOKED_AT_ONCE = 500;

    private final Sources sources;
    private final AssemblyLimits limits;
    private final TimeLimit timeLimit;
    private final Ordering ordering;
    private final Destinations destinations;
    private final IncompleteNotice notice;
    private final String group;
    private final AssemblyEvents events;
    private final TransactionForm form;
    private final TransactionJson json;
    private @Nullable Task task;
    private long readingSince;
    private long lastRead;

    /** What is there once the task has its stores. */
    private record Task(StoredMemory memory, OpenOnes openOnes, Assembler assembler, Leaving leaving) {}

    AssembleProcessor(
            Sources sources,
            TransactionForm form,
            AssemblyLimits limits,
            Ordering ordering,
            Destinations destinations,
            DeadLetters letters,
            String group,
            AssemblyEvents events) {
        this.sources = sources;
        this.form = form;
        this.limits = limits;
        this.ordering = ordering;
        this.timeLimit = new TimeLimit(limits.incompleteMs());
        this.destinations = destinations;
        this.group = group;
        this.events = events;
        this.json = new TransactionJson(sources::consumed);
        this.notice = new IncompleteNotice(destinations.incomplete(), letters, json);
    }

    @Override
    public void init(ProcessorContext<byte[], Emission> context) {
        super.init(context);
        StoredMemory memory = new StoredMemory(context, limits);
        // Anew, since a task that lost its state begins again with the same processor.
        OpenOnes openOnes = new OpenOnes();
        Leaving leaving = new Leaving(
                memory,
                new Departure(memory, form, json, limits, events, this::send),
                ordering,
                openOnes,
                events,
                context::currentSystemTimeMs);
        task = new Task(memory, openOnes, new Assembler(memory, sources::consumed), leaving);
        readingSince = context.currentSystemTimeMs();
        lastRead = readingSince;
        memory.forEachOpen(transaction -> {
            memory.advance(transaction.times().lastStream());
            switch (transaction.phase()) {
                case OPEN -> openOnes.touched(transaction);
                case READY, LEAVING_WHOLE, LEAVING_INCOMPLETE -> leaving.resume(transaction);
            }
        });
        context.schedule(WATCH_EVERY, PunctuationType.WALL_CLOCK_TIME, this::watch);
        context.schedule(TURN_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> turn());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Task now = task();
        lastRead = context().currentSystemTimeMs();
        now.memory.advance(record.timestamp());
        TransactionKey key = TransactionKey.parse(record.key());
        for (Piece piece : PieceCodec.readAll(record.value())) {
            take(now, key, piece, record);
        }
    }

    private void take(Task now, TransactionKey key, Piece piece, Record<byte[], byte[]> record) {
        Offered offered = now.assembler.offer(key, piece, record.timestamp(), lastRead);
        if (offered.displaced() != null) {
            told(offered.displaced());
        }
        count(offered.fate(), key, piece);
        answer(record, offered.fate());
        OpenTransaction taken = offered.transaction();
        if (taken == null) {
            return;
        }
        if (taken.open()) {
            now.openOnes.touched(taken);
        } else {
            now.leaving.whole(taken);
        }
    }

    private void count(Offered.Fate fate, TransactionKey key, Piece piece) {
        switch (fate) {
            case NEW -> {}
            case DUPLICATE -> events.duplicate();
            case CONTRADICTION -> events.contradiction();
            case LATE -> {
                events.late();
                if (piece instanceof Piece.Row row) {
                    forward(
                            name(key.source(), key.correlation()),
                            destinations.incomplete(),
                            json.late(key.source(), key.correlation(), row.json()));
                }
            }
        }
    }

    private void answer(Record<byte[], byte[]> record, Offered.Fate fate) {
        Redrive redrive = redrive(record);
        if (redrive == null) {
            return;
        }
        Outcome outcome =
                switch (fate) {
                    case NEW, CONTRADICTION -> Outcome.applied(redrive, group, now());
                    case DUPLICATE -> Outcome.superseded(redrive, group, "its transaction has it already", now());
                    case LATE ->
                        Outcome.failed(
                                redrive,
                                group,
                                new EventFailure(
                                        FailureCategory.TRANSACTION_INCOMPLETE,
                                        "its transaction was given up before; the event is among the incomplete ones"),
                                now());
                };
        forward(redrive.id().getBytes(StandardCharsets.UTF_8), destinations.outcomes(), outcome.toJson());
    }

    /** Tells of a transaction that was given up, and lets what came of it leave. */
    private void told(OpenTransaction givenUp) {
        ProducerRecord<byte[], byte[]> letter = notice.of(
                givenUp, Objects.requireNonNull(givenUp.cause()), task().memory.streamMs(), now());
        context()
                .forward(new Record<>(
                        letter.key(),
                        new Emission(destinations.deadLetters(), letter.value()),
                        task().memory.streamMs(),
                        letter.headers()));
        task().leaving.givenUp(givenUp);
    }

    /** Each turn's parts make a Kafka transaction of their own, so that none grows with the transaction that leaves. */
    private void turn() {
        if (task().leaving.turn()) {
            context().commit();
        }
    }

    private void watch(long wallMs) {
        StoredMemory memory = task().memory;
        OpenOnes openOnes = task().openOnes;
        for (OpenOnes.Name name : openOnes.due(
                times -> timeLimit.isUp(times, memory.streamMs(), wallMs, readingSince, lastRead), LOOKED_AT_ONCE)) {
            OpenTransaction open = memory.open(name.key(), name.serial());
            if (open != null) {
                open.giveUp(ProbableCause.of(open, sources::consumed));
                told(open);
            }
        }
        events.open(context().taskId().partition(), openOnes.size(), wallMs - openOnes.oldest(wallMs));
    }

    private void send(OpenTransaction transaction, boolean whole, byte[] document) {
        forward(
                name(transaction.key().source(), transaction.id()),
                whole ? destinations.transactions() : destinations.incomplete(),
                document);
    }

    private void forward(byte[] key, String topic, byte[] value) {
        context()
                .forward(new Record<>(
                        key, new Emission(topic, value), task().memory.streamMs(), new RecordHeaders()));
    }

    private static @Nullable Redrive redrive(Record<byte[], byte[]> record) {
        if (!record.headers().iterator().hasNext()) {
            return null;
        }
        try {
            return Redrive.read(record.headers());
        } catch (EventFailure unread) {
            throw new IllegalStateException("only our own headers come here", unread);
        }
    }

    /** The key of what leaves. */
    static byte[] name(String source, String id) {
        return (source + "/" + id).getBytes(StandardCharsets.UTF_8);
    }

    private Task task() {
        return Objects.requireNonNull(task, "a processor is initialised before it works");
    }

    private Instant now() {
        return Instant.ofEpochMilli(context().currentSystemTimeMs());
    }

    @Override
    public void close() {
        events.open(context().taskId().partition(), -1, 0);
    }
}
