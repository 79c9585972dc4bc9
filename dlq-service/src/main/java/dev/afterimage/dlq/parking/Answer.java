package dev.afterimage.dlq.parking;

import dev.afterimage.cdc.deadletter.FailureCategory;
import dev.afterimage.cdc.deadletter.Outcome;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer group answered for an entry that was sent.
 *
 * @param id which entry
 * @param attempt which of its sendings
 * @param result what became of it
 * @param category of a failure
 * @param reason of a failure, or why it was superseded
 */
public record Answer(
        long id,
        int attempt,
        Outcome.Result result,
        @Nullable FailureCategory category,
        @Nullable String reason) {
    private static final Pattern ID = Pattern.compile("dlq-(\\d{1,18})-(\\d{1,9})");

    /** The id under which an entry is sent. */
    public static String redriveId(long id, int attempt) {
        return "dlq-" + id + "-" + attempt;
    }

    /** The answer in an outcome; empty when it answers somebody else's redrive, or a repair. */
    public static Optional<Answer> of(Outcome outcome) {
        Matcher id = ID.matcher(outcome.redrive().id());
        return id.matches()
                ? Optional.of(new Answer(
                        Long.parseLong(id.group(1)),
                        Integer.parseInt(id.group(2)),
                        outcome.result(),
                        outcome.category(),
                        outcome.reason()))
                : Optional.empty();
    }
}
