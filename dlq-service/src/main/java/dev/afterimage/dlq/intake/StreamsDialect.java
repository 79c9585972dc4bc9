package dev.afterimage.dlq.intake;

import static dev.afterimage.cdc.deadletter.DeadLetterHeaders.STREAMS_EXCEPTION;
import static dev.afterimage.cdc.deadletter.DeadLetterHeaders.STREAMS_MESSAGE;
import static dev.afterimage.cdc.deadletter.DeadLetterHeaders.STREAMS_OFFSET;
import static dev.afterimage.cdc.deadletter.DeadLetterHeaders.STREAMS_PARTITION;
import static dev.afterimage.cdc.deadletter.DeadLetterHeaders.STREAMS_STACKTRACE;
import static dev.afterimage.cdc.deadletter.DeadLetterHeaders.STREAMS_TOPIC;

import dev.afterimage.dlq.intake.LetterReader.Told;
import dev.afterimage.dlq.letter.Letter;
import java.time.Instant;

/** Dead letters of Kafka Streams (KIP-1034): all values are text, and the application is not told. */
final class StreamsDialect {
    private StreamsDialect() {}

    static Told read(LetterHeaders headers, Instant failedAt) {
        return new Told(
                headers.text(STREAMS_TOPIC),
                headers.number(STREAMS_PARTITION),
                headers.number(STREAMS_OFFSET),
                null,
                null,
                new Letter.Failure(
                        null,
                        null,
                        headers.text(STREAMS_EXCEPTION),
                        headers.text(STREAMS_MESSAGE),
                        headers.stack(STREAMS_STACKTRACE),
                        failedAt));
    }
}
