package dev.afterimage.indexer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Property
    void everyPauseLiesBetweenHalfAndAllOfItsStepAndNeverIsNone(
            @ForAll @LongRange(min = 1, max = Long.MAX_VALUE) long first,
            @ForAll @LongRange(min = 1, max = Long.MAX_VALUE) long max,
            @ForAll @IntRange(min = 0, max = 2_000) int attempt,
            @ForAll long seed) {
        double full = Math.min(max, first * Math.pow(2, Math.min(attempt, 30)));

        long pause = new Backoff(first, max).pauseMs(attempt, new Random(seed));

        assertThat(pause).isPositive().isLessThanOrEqualTo(max);
        assertThat((double) pause).isBetween(Math.floor(full / 2), full);
    }

    @Test
    void theStepsDoubleUpToTheLongest() {
        Backoff backoff = new Backoff(100, 1_000);

        assertThat(longestOf(backoff, 0)).isEqualTo(100);
        assertThat(longestOf(backoff, 1)).isEqualTo(200);
        assertThat(longestOf(backoff, 3)).isEqualTo(800);
        assertThat(longestOf(backoff, 4)).isEqualTo(1_000);
        assertThat(longestOf(backoff, Integer.MAX_VALUE)).isEqualTo(1_000);
    }

    private static long longestOf(Backoff backoff, int attempt) {
        Random random = new Random(1);
        return random.longs(10_000)
                .map(any -> backoff.pauseMs(attempt, random))
                .max()
                .orElseThrow();
    }
}
