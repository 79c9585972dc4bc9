package dev.afterimage.dlq.intake;

import dev.afterimage.dlq.intake.LetterReader.Told;
import dev.afterimage.dlq.letter.Letter;
import dev.afterimage.dlq.letter.SafeText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters of Spring for Apache Kafka: partition is 4 bytes, offset and timestamp are 8.
 *
 * <p>A record that went over retry topics carries a set of headers for each hop: the first tells where it stood, the last why it failed.
 */
final class SpringDialect {
    private static final String PREFIX = "kafka_dlt-";

    private SpringDialect() {}

    static Told read(LetterHeaders headers, Instant failedAt) {
        return new Told(
                headers.firstText(PREFIX + "original-topic"),
                LetterHeaders.binary(headers.first(PREFIX + "original-partition")),
                LetterHeaders.binary(headers.first(PREFIX + "original-offset")),
                headers.firstText(PREFIX + "original-consumer-group"),
                LetterTimes.ofMillis(LetterHeaders.binary(headers.first(PREFIX + "original-timestamp"))),
                new Letter.Failure(
                        null,
                        null,
                        either(headers, "exception-cause-fqcn", "exception-fqcn", "key-exception-fqcn"),
                        either(headers, "exception-message", "key-exception-message"),
                        stack(headers),
                        failedAt));
    }

    private static @Nullable String either(LetterHeaders headers, String... names) {
        for (String name : names) {
            String text = headers.text(PREFIX + name);
            if (text != null && !text.isBlank()) {
                return text;
            }
        }
        return null;
    }

    private static @Nullable String stack(LetterHeaders headers) {
        byte[] ofValue = headers.last(PREFIX + "exception-stacktrace");
        return SafeText.of(
                ofValue == null ? headers.last(PREFIX + "key-exception-stacktrace") : ofValue, LetterHeaders.STACK);
    }
}
