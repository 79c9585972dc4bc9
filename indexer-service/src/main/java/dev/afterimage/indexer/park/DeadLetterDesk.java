package dev.afterimage.indexer.park;

import dev.afterimage.cdc.deadletter.DeadLetters;
import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.Outcome;
import dev.afterimage.cdc.event.RecordCoordinates;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes dead letters and outcomes to Kafka; the stages complete when the brokers have them. Thread-safe. */
public final class DeadLetterDesk implements LetterDesk, AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;
    private final DeadLetters letters;
    private final String outcomes;
    private final String group;

    /**
     * @param producer with {@code acks=all}; closed with this
     * @param outcomes the topic of outcomes
     * @param group the consumer group that fails and answers
     */
    public DeadLetterDesk(Producer<byte[], byte[]> producer, DeadLetters letters, String outcomes, String group) {
        this.producer = producer;
        this.letters = letters;
        this.outcomes = outcomes;
        this.group = group;
    }

    @Override
    public String group() {
        return group;
    }

    @Override
    public CompletionStage<Void> park(
            ConsumerRecord<byte[], byte[]> record,
            RecordCoordinates at,
            String stage,
            EventFailure failure,
            Instant failedAt) {
        return send(letters.of(record, at, stage, failure, 1, failedAt));
    }

    @Override
    public CompletionStage<Void> answer(Outcome outcome) {
        return send(new ProducerRecord<>(
                outcomes, outcome.redrive().id().getBytes(StandardCharsets.UTF_8), outcome.toJson()));
    }

    @Override
    public void close() {
        producer.close(CLOSING);
    }

    private CompletionStage<Void> send(ProducerRecord<byte[], byte[]> record) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        try {
            producer.send(record, (metadata, error) -> {
                if (error == null) {
                    sent.complete(null);
                } else {
                    sent.completeExceptionally(error);
                }
            });
        } catch (RuntimeException e) {
            // A closed or interrupted producer throws; for the caller that is one more way of not getting through.
            sent.completeExceptionally(e);
        }
        return sent;
    }
}
