package dev.afterimage.dlq.intake;

import dev.afterimage.cdc.deadletter.DeadLetterHeaders;
import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.dlq.intake.LetterReader.Told;
import dev.afterimage.dlq.letter.Letter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Dead letters of our own services: all values are text. */
final class AfterimageDialect {
    private AfterimageDialect() {}

    static Told read(LetterHeaders headers, Instant sent) {
        Instant failedAt = headers.time(DeadLetterHeaders.FAILED_AT);
        return new Told(
                headers.text(DeadLetterHeaders.ORIGINAL_TOPIC),
                headers.number(DeadLetterHeaders.ORIGINAL_PARTITION),
                headers.number(DeadLetterHeaders.ORIGINAL_OFFSET),
                headers.text(DeadLetterHeaders.CONSUMER_GROUP),
                LetterTimes.ofMillis(headers.number(DeadLetterHeaders.ORIGINAL_TIMESTAMP)),
                new Letter.Failure(
                        category(headers.text(DeadLetterHeaders.ERROR_CATEGORY)),
                        headers.text(DeadLetterHeaders.STAGE),
                        headers.text(DeadLetterHeaders.ERROR_CLASS),
                        headers.text(DeadLetterHeaders.ERROR_MESSAGE),
                        headers.stack(DeadLetterHeaders.ERROR_STACKTRACE),
                        failedAt == null ? sent : failedAt));
    }

    /** A category of a later version is as good as none. */
    private static @Nullable FailureCategory category(@Nullable String name) {
        for (FailureCategory category : FailureCategory.values()) {
            if (category.name().equals(name)) {
                return category;
            }
        }
        return null;
    }
}
