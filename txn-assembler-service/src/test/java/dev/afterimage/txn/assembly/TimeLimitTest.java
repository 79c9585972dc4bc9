package dev.afterimage.txn.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeLimitTest {
    private final TimeLimit limit = new TimeLimit(1000);
    private final Times times = new Times(100, 50_000, 100, 50_000);

    @Test
    void itIsUpWhenBothTheRecordsTimeAndTheClockHavePassed() {
        assertThat(limit.isUp(times, 1100, 51_000, 0, 51_000)).isTrue();
    }

    @Test
    void aBacklogThatRunsThroughHoursInAMomentGivesNothingUp() {
        assertThat(limit.isUp(times, 9_000_000, 50_100, 0, 50_100)).isFalse();
    }

    @Test
    void theClockAloneGivesNothingUpWhileOtherRecordsOfThatTimeAreRead() {
        assertThat(limit.isUp(times, 900, 60_000, 0, 60_000)).isFalse();
    }

    @Test
    void whereNothingComesAtAllTheClockIsEnough() {
        assertThat(limit.isUp(times, 100, 51_000, 0, 50_000)).isTrue();
    }

    @Test
    void aStopOfTheServiceDoesNotCount() {
        assertThat(limit.isUp(times, 100, 90_000, 89_500, 50_000)).isFalse();
    }
}
