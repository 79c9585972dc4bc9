package dev.afterimage.dlq.intake;

import dev.afterimage.dlq.intake.LetterReader.Told;
import dev.afterimage.dlq.letter.Letter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Dead letters of SmallRye Reactive Messaging: all values are text, and the group is not told. */
final class SmallRyeDialect {
    private static final String PREFIX = "dead-letter-";

    private SmallRyeDialect() {}

    static Told read(LetterHeaders headers, Instant failedAt) {
        return new Told(
                headers.text(PREFIX + "topic"),
                headers.number(PREFIX + "partition"),
                headers.number(PREFIX + "offset"),
                null,
                null,
                new Letter.Failure(
                        null,
                        null,
                        first(headers.text(PREFIX + "cause-class-name"), headers.text(PREFIX + "exception-class-name")),
                        first(headers.text(PREFIX + "reason"), headers.text(PREFIX + "cause")),
                        null,
                        failedAt));
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }
}
