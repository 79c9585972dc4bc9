package dev.afterimage.cdc.deadletter;

import dev.afterimage.cdc.event.RecordCoordinates;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Makes the dead letter of a record that failed: key, value and headers unchanged, the failure told in added headers. Immutable.
 *
 * <p>A redriven record that fails again gets its headers replaced, not doubled, and its attempts add up.
 */
public final class DeadLetters {
    private final String topic;
    private final String group;
    private final String appVersion;

    /**
     * @param topic where dead letters go
     * @param group the consumer group that failed, to which alone a redrive goes
     * @param appVersion the version of the service
     */
    public DeadLetters(String topic, String group, String appVersion) {
        this.topic = topic;
        this.group = group;
        this.appVersion = appVersion;
    }

    /**
     * The dead letter of a record.
     *
     * @param record as consumed
     * @param original where the record stood first; the record's own place unless it was redriven
     * @param stage where on its road it failed
     * @param attempts how often it was tried in this delivery, 1 or more
     */
    public ProducerRecord<byte[], byte[]> of(
            ConsumerRecord<byte[], byte[]> record,
            RecordCoordinates original,
            String stage,
            EventFailure failure,
            int attempts,
            Instant failedAt) {
        Headers headers = new RecordHeaders();
        for (Header header : record.headers()) {
            if (!DeadLetterHeaders.WRITTEN.contains(header.key())) {
                headers.add(header);
            }
        }
        Redrive.writeOriginal(headers, original);
        String errorClass = FailureText.className(failure);
        String message = FailureText.message(failure);
        String stacktrace = FailureText.stacktrace(failure);
        long tried = (long) Redrive.attemptsBefore(record.headers()) + attempts;
        add(headers, DeadLetterHeaders.CONSUMER_GROUP, group);
        add(headers, DeadLetterHeaders.STAGE, stage);
        add(headers, DeadLetterHeaders.ERROR_CATEGORY, failure.category().name());
        add(headers, DeadLetterHeaders.ERROR_CLASS, errorClass);
        add(headers, DeadLetterHeaders.ERROR_MESSAGE, message);
        add(headers, DeadLetterHeaders.ERROR_STACKTRACE, stacktrace);
        add(headers, DeadLetterHeaders.ATTEMPTS, Long.toString(Math.min(tried, Integer.MAX_VALUE)));
        add(headers, DeadLetterHeaders.FAILED_AT, failedAt.toString());
        add(headers, DeadLetterHeaders.APP_VERSION, appVersion);
        add(headers, DeadLetterHeaders.STREAMS_EXCEPTION, errorClass);
        add(headers, DeadLetterHeaders.STREAMS_MESSAGE, message);
        add(headers, DeadLetterHeaders.STREAMS_STACKTRACE, stacktrace);
        add(headers, DeadLetterHeaders.STREAMS_TOPIC, original.topic());
        add(headers, DeadLetterHeaders.STREAMS_PARTITION, Integer.toString(original.partition()));
        add(headers, DeadLetterHeaders.STREAMS_OFFSET, Long.toString(original.offset()));
        return new ProducerRecord<>(topic, null, null, record.key(), record.value(), headers);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
