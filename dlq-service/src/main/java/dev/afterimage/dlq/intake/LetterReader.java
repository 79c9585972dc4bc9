package dev.afterimage.dlq.intake;

import dev.afterimage.dlq.letter.Coordinates;
import dev.afterimage.dlq.letter.Dialect;
import dev.afterimage.dlq.letter.Letter;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads dead letters in every dialect. Pure; thread-safe.
 *
 * <p>Never fails: of a letter whose headers cannot be understood the bytes are kept, under the letter's own place.
 */
public final class LetterReader {
    /** What a dialect's headers tell. */
    record Told(
            @Nullable String topic,
            @Nullable Long partition,
            @Nullable Long offset,
            @Nullable String group,
            @Nullable Instant recordTime,
            Letter.Failure failure) {}

    private LetterReader() {}

    /** @param now when it was read, for letters that bear no time */
    public static Letter read(ConsumerRecord<byte[], byte[]> record, Instant now) {
        LetterHeaders headers = LetterHeaders.of(record.headers());
        Instant sent = LetterTimes.ofMillis(record.timestamp());
        Instant failedAt = sent == null ? now : sent;
        Dialect dialect = dialect(headers);
        Told told =
                switch (dialect) {
                    case AFTERIMAGE -> AfterimageDialect.read(headers, failedAt);
                    case CONNECT -> ConnectDialect.read(headers, failedAt);
                    case SPRING -> SpringDialect.read(headers, failedAt);
                    case SMALLRYE -> SmallRyeDialect.read(headers, failedAt);
                    case STREAMS -> StreamsDialect.read(headers, failedAt);
                    case UNKNOWN -> nothing(failedAt);
                };
        Coordinates at = coordinates(told);
        return new Letter(
                at == null ? Dialect.UNKNOWN : dialect,
                at == null ? new Coordinates(record.topic(), record.partition(), record.offset(), null) : at,
                told.recordTime(),
                told.failure(),
                record.key(),
                record.value(),
                headers.all());
    }

    /** Ours first: a record that failed at Connect may have passed there before it failed here, and ours also speaks Streams. */
    private static Dialect dialect(LetterHeaders headers) {
        if (headers.any("dlq.original.")) {
            return Dialect.AFTERIMAGE;
        }
        if (headers.any("__connect.errors.")) {
            return Dialect.CONNECT;
        }
        if (headers.any("kafka_dlt-")) {
            return Dialect.SPRING;
        }
        if (headers.any("dead-letter-")) {
            return Dialect.SMALLRYE;
        }
        return headers.any("__streams.errors.") ? Dialect.STREAMS : Dialect.UNKNOWN;
    }

    private static @Nullable Coordinates coordinates(Told told) {
        Long partition = told.partition();
        Long offset = told.offset();
        String topic = told.topic();
        return topic == null
                        || !Coordinates.isTopic(topic)
                        || !Coordinates.isGroup(told.group())
                        || partition == null
                        || partition < 0
                        || partition > Integer.MAX_VALUE
                        || offset == null
                        || offset < 0
                ? null
                : new Coordinates(topic, partition.intValue(), offset, told.group());
    }

    private static Told nothing(Instant failedAt) {
        return new Told(
                null,
                null,
                null,
                null,
                null,
                new Letter.Failure(null, null, null, "the letter tells nothing of its failure", null, failedAt));
    }
}
