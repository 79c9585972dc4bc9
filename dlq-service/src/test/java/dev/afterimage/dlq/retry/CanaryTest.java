package dev.afterimage.dlq.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.dlq.retry.Canary.Stage;
import dev.afterimage.dlq.retry.Canary.State;
import dev.afterimage.dlq.retry.Canary.Step;
import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CanaryTest {
    /** A whole release against a consumer that fails a given share of records; every release ends, and a sick one early. */
    @Property(tries = 500)
    void aReleaseEndsAndASickConsumerIsSparedMost(
            @ForAll @IntRange(max = 3_000) int total,
            @ForAll @IntRange(max = 100) int failPercent,
            @ForAll @IntRange(min = 1, max = 50) int rate,
            @ForAll long seed) {
        Random random = new Random(seed);
        Stage stage = Stage.CANARY;
        long remaining = total;
        long open = 0;
        long home = 0;
        long failed = 0;
        int rounds = 0;
        while (!stage.over()) {
            assertThat(++rounds).isLessThan(20_000);
            switch (Canary.next(new State(stage, remaining, open, home, failed, Duration.ZERO), rate)) {
                case Step.Enter(Stage next, String reason) -> {
                    assertThat(reason).isNotBlank();
                    stage = next;
                }
                case Step.Choose(long records) -> {
                    assertThat(records).isBetween(0L, remaining);
                    assertThat(records).isLessThanOrEqualTo(Math.max(rate, Canary.FEW));
                    if (stage == Stage.CANARY) {
                        assertThat(home + failed + open + records).isLessThanOrEqualTo(1);
                    }
                    remaining -= records;
                    open += records;
                }
            }
            for (long answers = random.nextLong(open + 1); answers > 0; answers--) {
                open--;
                if (random.nextInt(100) < failPercent) {
                    failed++;
                } else {
                    home++;
                }
            }
        }
        if (stage == Stage.DONE) {
            assertThat(home + failed).isEqualTo(total);
        } else {
            assertThat(failed).isPositive();
        }
        if (failPercent == 0) {
            assertThat(stage).isEqualTo(Stage.DONE);
        }
        if (failPercent == 100 && total > 0) {
            assertThat(stage).isEqualTo(Stage.STOPPED);
            assertThat(failed).isEqualTo(1);
        }
    }

    @Test
    void recordsThatDoNotAnswerStopIt() {
        assertThat(Canary.next(new State(Stage.REST, 10, 3, 100, 0, Duration.ofMinutes(11)), 5))
                .isInstanceOfSatisfying(
                        Step.Enter.class, step -> assertThat(step.stage()).isEqualTo(Stage.STOPPED));
        assertThat(Canary.next(new State(Stage.REST, 10, 3, 100, 0, Duration.ofMinutes(9)), 5))
                .isEqualTo(new Step.Choose(5));
    }
}
