package dev.afterimage.dlq.redrive;

import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.deadletter.Outcome;
import dev.afterimage.cdc.deadletter.Redrive;
import dev.afterimage.cdc.deadletter.RedriveTopic;
import dev.afterimage.dlq.Dlq;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** A consumer group by the public contract: reads its redrive topic and answers, as a test wants it to. */
public final class AnsweringGroup implements AutoCloseable {
    private final Dlq dlq;
    private final String group;
    private final Function<ConsumerRecord<byte[], byte[]>, Outcome.@Nullable Result> verdict;
    private final List<ConsumerRecord<byte[], byte[]>> received = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean ending;

    /** @param verdict what becomes of a record; null answers nothing */
    public AnsweringGroup(
            Dlq dlq, String group, Function<ConsumerRecord<byte[], byte[]>, Outcome.@Nullable Result> verdict)
            throws ExecutionException, InterruptedException {
        this.dlq = dlq;
        this.group = group;
        this.verdict = verdict;
        dlq.createTopic(RedriveTopic.of(group));
        this.thread = Thread.ofPlatform().name("group-" + group).start(this::run);
    }

    /** What came, in its order. */
    public List<ConsumerRecord<byte[], byte[]>> received() {
        return received;
    }

    private void run() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        dlq.stack().kafka().bootstrapServers(),
                        "group.id",
                        group,
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(RedriveTopic.of(group)));
            while (!ending) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                    received.add(record);
                    answer(record);
                }
            }
        } catch (EventFailure | ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(ConsumerRecord<byte[], byte[]> record)
            throws EventFailure, ExecutionException, InterruptedException {
        Outcome.Result result = verdict.apply(record);
        if (result == null) {
            return;
        }
        Redrive redrive = Redrive.read(record.headers());
        Outcome outcome =
                switch (result) {
                    case APPLIED -> Outcome.applied(redrive, group, Instant.now());
                    case SUPERSEDED -> Outcome.superseded(redrive, group, "newer", Instant.now());
                    case FAILED ->
                        Outcome.failed(
                                redrive,
                                group,
                                new EventFailure(FailureCategory.MALFORMED, "still not well formed"),
                                Instant.now());
                };
        dlq.send(List.of(new ProducerRecord<>(dlq.outcomes(), Dlq.utf8(redrive.id()), outcome.toJson())));
    }

    @Override
    public void close() throws InterruptedException {
        ending = true;
        thread.join(10_000);
    }
}
