package dev.afterimage.dlq.intake;

import dev.afterimage.dlq.intake.LetterReader.Told;
import dev.afterimage.dlq.letter.Letter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Dead letters of Kafka Connect's sink connectors ({@code errors.deadletterqueue.context.headers.enable=true}): all values are text. */
final class ConnectDialect {
    private static final String PREFIX = "__connect.errors.";
    /** How Connect names a sink connector's consumer group unless told otherwise. */
    private static final String GROUP = "connect-";

    private ConnectDialect() {}

    static Told read(LetterHeaders headers, Instant failedAt) {
        return new Told(
                headers.text(PREFIX + "topic"),
                headers.number(PREFIX + "partition"),
                headers.number(PREFIX + "offset"),
                group(headers.text(PREFIX + "connector.name")),
                null,
                new Letter.Failure(
                        null,
                        headers.text(PREFIX + "stage"),
                        headers.text(PREFIX + "exception.class.name"),
                        headers.text(PREFIX + "exception.message"),
                        headers.stack(PREFIX + "exception.stacktrace"),
                        failedAt));
    }

    private static @Nullable String group(@Nullable String connector) {
        return connector == null ? null : GROUP + connector;
    }
}
