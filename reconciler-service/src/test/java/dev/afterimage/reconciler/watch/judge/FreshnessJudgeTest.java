package dev.afterimage.reconciler.watch.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Freshness, and the age of dead letters. */
class FreshnessJudgeTest {
    @Test
    void beforeTheFirstMarkerNothingIsKnown() {
        assertThat(level(null, null)).isEqualTo(Level.UNKNOWN);
    }

    @Test
    void aMarkerThatTookLongerThanPromisedWarnsAndFiveTimesAsLongIsCritical() {
        assertThat(level(60, null)).isEqualTo(Level.OK);
        assertThat(level(61, null)).isEqualTo(Level.WARNING);
        assertThat(level(301, null)).isEqualTo(Level.CRITICAL);
    }

    @Test
    void oneThatIsStillUnderWayCountsAsSoonAsItHasTakenLongerThanTheLast() {
        assertThat(level(2, 1)).isEqualTo(Level.OK);
        assertThat(level(2, 61)).isEqualTo(Level.WARNING);
        assertThat(level(null, 301)).isEqualTo(Level.CRITICAL);
        assertThat(level(61, 1)).isEqualTo(Level.WARNING);
    }

    @Test
    void whatKeptTheOneBeforeFromComingThroughIsTold() {
        Reading reading =
                FreshnessJudge.judge(null, Duration.ofSeconds(70), "the source refuses", Duration.ofSeconds(60));

        assertThat(reading.level()).isEqualTo(Level.WARNING);
        assertThat(reading.what()).contains("the source refuses");
    }

    @Test
    void deadLettersAreJudgedByTheOldest() {
        LettersJudge judge = new LettersJudge(new Band(3_600, 86_400));
        Instant now = Instant.parse("2026-11-28T12:00:00Z");

        assertThat(judge.judge(0, null, now).level()).isEqualTo(Level.OK);
        assertThat(judge.judge(9_999, now.minusSeconds(60), now).level()).isEqualTo(Level.OK);
        assertThat(judge.judge(1, now.minusSeconds(3_600), now).level()).isEqualTo(Level.WARNING);
        assertThat(judge.judge(1, now.minusSeconds(86_400), now).level()).isEqualTo(Level.CRITICAL);
        assertThat(judge.judge(0, null, now).level()).isEqualTo(Level.OK);
    }

    private static Level level(@Nullable Integer last, @Nullable Integer underWay) {
        return FreshnessJudge.judge(seconds(last), seconds(underWay), null, Duration.ofSeconds(60))
                .level();
    }

    private static @Nullable Duration seconds(@Nullable Integer seconds) {
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }
}
