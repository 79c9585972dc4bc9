package dev.afterimage.reconciler.watch.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges how long dead letters have been waiting. Not thread-safe. */
public final class LettersJudge {
    private final Band age;
    private final Memory before = new Memory();

    /** @param age seconds */
    public LettersJudge(Band age) {
        this.age = age;
    }

    /** @param oldest when the first of the open ones failed, or null if there is none */
    public Reading judge(long open, @Nullable Instant oldest, Instant now) {
        Duration waiting = oldest == null ? Duration.ZERO : Duration.between(oldest, now);
        Level level = before.judge(age, "", waiting.toSeconds());
        return Reading.of(
                        Sign.DEAD_LETTERS,
                        "",
                        level,
                        open == 0
                                ? "no dead letter is open"
                                : Words.number(open) + (open == 1 ? " is" : " are") + " open, the oldest for "
                                        + Words.time(waiting),
                        "look at their causes on the dead-letter service's page; mend the cause, then release them")
                .with(Map.of(
                        Figure.DEAD_LETTERS, (double) open, Figure.DEAD_LETTERS_AGE, (double) waiting.toSeconds()));
    }
}
