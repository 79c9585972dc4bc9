package dev.afterimage.indexer.park;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.cdc.deadletter.DeadLetters;
import dev.afterimage.cdc.deadletter.EventFailure;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.deadletter.Outcome;
import dev.afterimage.cdc.deadletter.Redrive;
import dev.afterimage.cdc.event.RecordCoordinates;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class DeadLetterDeskTest {
    private static final RecordCoordinates AT = new RecordCoordinates("shop.public.orders", 3, 77, 1_700_000_000_000L);
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final EventFailure FAILURE = new EventFailure(FailureCategory.MALFORMED, "no envelope");

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final DeadLetterDesk desk =
            new DeadLetterDesk(producer, new DeadLetters("dead-letters", "indexer", "0.1.0"), "outcomes", "indexer");

    @Test
    void aParkedRecordIsDoneOnlyWhenTheBrokersHaveIt() {
        CompletableFuture<Void> parked = park();
        assertThat(parked).isNotDone();

        producer.completeNext();

        assertThat(parked).isCompleted();
    }

    @Test
    void itIsSentWholeWithTheReasonInItsHeaders() {
        park();

        ProducerRecord<byte[], byte[]> letter = producer.history().getFirst();
        assertThat(letter.topic()).isEqualTo("dead-letters");
        assertThat(letter.key()).containsExactly(1, 2);
        assertThat(letter.value()).containsExactly(3, 4);
        assertThat(header(letter, "dlq.stage")).isEqualTo("decode");
        assertThat(header(letter, "dlq.error.category")).isEqualTo("MALFORMED");
        assertThat(header(letter, "dlq.original.offset")).isEqualTo("77");
        assertThat(header(letter, "dlq.consumer.group")).isEqualTo("indexer");
        assertThat(header(letter, "dlq.failed.at")).isEqualTo("2026-01-02T03:04:05Z");
    }

    @Test
    void whereTheBrokersDoNotTakeItTheStageFails() {
        CompletableFuture<Void> parked = park();

        producer.errorNext(new TimeoutException("no leader"));

        assertThatThrownBy(parked::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void whereTheProducerThrowsTheStageFailsToo() {
        producer.sendException = new IllegalStateException("closed");

        assertThat(park()).isCompletedExceptionally();
    }

    @Test
    void anAnswerIsKeyedByWhatItAnswersTo() throws EventFailure {
        Outcome outcome = Outcome.applied(new Redrive(Redrive.Kind.REDRIVE, "letter-9", AT, 2), desk.group(), NOW);

        CompletableFuture<Void> answered = desk.answer(outcome).toCompletableFuture();
        producer.completeNext();

        assertThat(answered).isCompleted();
        ProducerRecord<byte[], byte[]> answer = producer.history().getFirst();
        assertThat(answer.topic()).isEqualTo("outcomes");
        assertThat(new String(answer.key(), UTF_8)).isEqualTo("letter-9");
        assertThat(Outcome.fromJson(answer.value())).isEqualTo(outcome);
    }

    @Test
    void withTheDeskTheProducerIsClosed() {
        desk.close();

        assertThat(producer.closed()).isTrue();
    }

    private CompletableFuture<Void> park() {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("shop.public.orders", 3, 77, new byte[] {1, 2}, new byte[] {3, 4});
        return desk.park(record, AT, "decode", FAILURE, NOW).toCompletableFuture();
    }

    private static String header(ProducerRecord<byte[], byte[]> letter, String name) {
        return new String(
                Objects.requireNonNull(letter.headers().lastHeader(name)).value(), UTF_8);
    }
}
