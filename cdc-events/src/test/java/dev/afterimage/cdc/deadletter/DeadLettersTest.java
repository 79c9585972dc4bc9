package dev.afterimage.cdc.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.event.RecordCoordinates;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    private static final RecordCoordinates ORIGINAL =
            new RecordCoordinates("shop.public.orders", 3, 77, 1_700_000_000_000L);
    private static final Instant FAILED_AT = Instant.parse("2026-01-02T03:04:05Z");
    private static final EventFailure FAILURE = new EventFailure(
            FailureCategory.MALFORMED,
            "the value is no\nenvelope",
            new IllegalStateException("card 4111111111111111 is secret"));

    private final DeadLetters letters = new DeadLetters("afterimage.dead-letters", "afterimage-indexer", "0.1.0");

    @Test
    void keyAndValueAreUnchangedAndTheFailureIsToldInHeaders() {
        byte[] key = {0, 1, -1};
        byte[] value = {'{', 0, -128};
        Headers own =
                new RecordHeaders().add("__debezium.newkey", new byte[] {1, 2}).add("empty", null);
        ProducerRecord<byte[], byte[]> letter =
                letters.of(record(key, value, own), ORIGINAL, "decode", FAILURE, 2, FAILED_AT);

        assertThat(letter.topic()).isEqualTo("afterimage.dead-letters");
        assertThat(letter.partition()).isNull();
        assertThat(letter.key()).isSameAs(key);
        assertThat(letter.value()).isSameAs(value);
        assertThat(letter.headers().lastHeader("__debezium.newkey").value()).containsExactly(1, 2);
        assertThat(letter.headers().lastHeader("empty").value()).isNull();
        Map<String, String> texts = texts(letter.headers());
        assertThat(texts)
                .containsEntry("dlq.original.topic", "shop.public.orders")
                .containsEntry("dlq.original.partition", "3")
                .containsEntry("dlq.original.offset", "77")
                .containsEntry("dlq.original.timestamp", "1700000000000")
                .containsEntry("dlq.consumer.group", "afterimage-indexer")
                .containsEntry("dlq.stage", "decode")
                .containsEntry("dlq.error.category", "MALFORMED")
                .containsEntry("dlq.error.class", "java.lang.IllegalStateException")
                .containsEntry("dlq.error.message", "the value is no envelope")
                .containsEntry("dlq.attempts", "2")
                .containsEntry("dlq.failed.at", "2026-01-02T03:04:05Z")
                .containsEntry("dlq.app.version", "0.1.0")
                .containsEntry("__streams.errors.exception", "java.lang.IllegalStateException")
                .containsEntry("__streams.errors.message", "the value is no envelope")
                .containsEntry("__streams.errors.topic", "shop.public.orders")
                .containsEntry("__streams.errors.partition", "3")
                .containsEntry("__streams.errors.offset", "77")
                .containsEntry("__streams.errors.stacktrace", texts.get("dlq.error.stacktrace"))
                .doesNotContainKey("dlq.redrive.id");
        assertThat(texts.get("dlq.error.stacktrace"))
                .startsWith("dev.afterimage.cdc.deadletter.EventFailure\n\tat ")
                .contains("Caused by: java.lang.IllegalStateException\n\tat ");
    }

    @Test
    void theMessagesOfCausesWhichMayQuoteTheRowAreLeftOut() {
        ProducerRecord<byte[], byte[]> letter =
                letters.of(record(null, null, new RecordHeaders()), ORIGINAL, "decode", FAILURE, 1, FAILED_AT);
        assertThat(letter.key()).isNull();
        assertThat(letter.value()).isNull();
        assertThat(texts(letter.headers()).values()).noneMatch(text -> text.contains("4111"));
    }

    @Test
    void textsAreBoundedAtACharactersBorder() {
        EventFailure failure =
                new EventFailure(FailureCategory.UNEXPECTED, "€".repeat(5000), deep(400, new StackOverflowError()));
        Map<String, String> texts =
                texts(letters.of(record(null, null, new RecordHeaders()), ORIGINAL, "index", failure, 1, FAILED_AT)
                        .headers());
        assertThat(texts.getOrDefault("dlq.error.message", "").getBytes(UTF_8).length)
                .isBetween(1000, 1024);
        assertThat(texts.get("dlq.error.message")).startsWith("€".repeat(300)).doesNotContain("\uFFFD");
        assertThat(texts.getOrDefault("dlq.error.stacktrace", "").getBytes(UTF_8).length)
                .isBetween(1000, 8192);
    }

    @Test
    void aRedrivenRecordThatFailsAgainGetsItsHeadersReplacedAndItsAttemptsRaised() {
        ProducerRecord<byte[], byte[]> first =
                letters.of(record(null, null, new RecordHeaders()), ORIGINAL, "decode", FAILURE, 2, FAILED_AT);
        first.headers().add("dlq.redrive.id", "r-1".getBytes(UTF_8));
        EventFailure other = new EventFailure(FailureCategory.MAPPING_REJECTED, "refused");
        ProducerRecord<byte[], byte[]> second =
                letters.of(record(null, null, first.headers()), ORIGINAL, "index", other, 3, FAILED_AT.plusSeconds(9));
        assertThat(texts(second.headers()))
                .containsEntry("dlq.attempts", "5")
                .containsEntry("dlq.error.category", "MAPPING_REJECTED")
                .containsEntry("dlq.error.class", "dev.afterimage.cdc.deadletter.EventFailure")
                .containsEntry("dlq.failed.at", "2026-01-02T03:04:14Z")
                .containsEntry("dlq.redrive.id", "r-1")
                .hasSize(texts(first.headers()).size());
    }

    @Test
    void attemptsThatANormalRecordClaimsAreNotBelieved() {
        Headers forged = new RecordHeaders().add("dlq.attempts", "900".getBytes(UTF_8));
        assertThat(texts(letters.of(record(null, null, forged), ORIGINAL, "decode", FAILURE, 1, FAILED_AT)
                        .headers()))
                .containsEntry("dlq.attempts", "1");
        Headers hostile = new RecordHeaders()
                .add("dlq.attempts", "9".repeat(100).getBytes(UTF_8))
                .add("dlq.redrive.id", "x".getBytes(UTF_8));
        assertThat(texts(letters.of(record(null, null, hostile), ORIGINAL, "decode", FAILURE, 1, FAILED_AT)
                        .headers()))
                .containsEntry("dlq.attempts", "1");
    }

    private static Throwable deep(int depth, Throwable at) {
        return depth == 0 ? at : deep(depth - 1, new IllegalStateException(at));
    }

    private static ConsumerRecord<byte[], byte[]> record(
            byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return new ConsumerRecord<>(
                "somewhere", 0, 5, 12L, TimestampType.CREATE_TIME, 0, 0, key, value, headers, Optional.empty());
    }

    /** Every header's text; fails where one comes twice. */
    private static Map<String, String> texts(Headers headers) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Header header : headers) {
            if (header.value() != null) {
                assertThat(texts.put(header.key(), new String(header.value(), UTF_8)))
                        .as(header.key())
                        .isNull();
            }
        }
        return texts;
    }
}
