package dev.afterimage.reconciler.watch.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SilenceJudgeTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final Duration ALLOWED = Duration.ofMinutes(10);

    @Test
    void aSetSilenceIsWellUpToItsLengthAndCriticalBeyond() {
        assertThat(set(NOW.minus(ALLOWED)).level()).isEqualTo(Level.OK);
        assertThat(set(NOW.minus(ALLOWED).minusSeconds(1)).level()).isEqualTo(Level.CRITICAL);
        assertThat(set(NOW.minus(ALLOWED).minusSeconds(1)).remedy()).isNotBlank();
    }

    @Test
    void aTableWithoutRecordsIsSilentSinceItIsLookedAt() {
        assertThat(SilenceJudge.set("t", null, ALLOWED, NOW.minusSeconds(5), NOW)
                        .level())
                .isEqualTo(Level.OK);
        assertThat(SilenceJudge.set("t", null, ALLOWED, NOW.minusSeconds(700), NOW)
                        .level())
                .isEqualTo(Level.CRITICAL);
    }

    @Test
    void aClockThatIsAheadIsNoSilence() {
        assertThat(set(NOW.plusSeconds(30)).figures()).containsEntry(Figure.SILENCE, 0.0);
    }

    @Test
    void aLearnedSilenceWarnsFirstAndIsCriticalAtThreeTimesItsLength() {
        Cadence cadence = new Cadence(ALLOWED, Duration.ofHours(1));
        Instant newest = NOW.minus(Duration.ofDays(1));
        for (int i = 120; i >= 0; i--) {
            cadence.newest(newest.minusSeconds(60L * i));
        }

        assertThat(learned(newest, cadence, newest.plus(ALLOWED)).level()).isEqualTo(Level.OK);
        assertThat(learned(newest, cadence, newest.plus(ALLOWED).plusSeconds(1)).level())
                .isEqualTo(Level.WARNING);
        assertThat(learned(newest, cadence, newest.plus(ALLOWED.multipliedBy(3)).plusSeconds(1))
                        .level())
                .isEqualTo(Level.CRITICAL);
    }

    @Test
    void whileItIsLearnedNothingIsWrong() {
        Cadence cadence = new Cadence(ALLOWED, Duration.ofDays(1));
        Instant newest = NOW.minus(Duration.ofDays(3));
        cadence.newest(newest);

        assertThat(learned(newest, cadence, NOW).level()).isEqualTo(Level.OK);
        assertThat(SilenceJudge.learned("t", null, cadence, NOW).level()).isEqualTo(Level.OK);
    }

    private static Reading set(Instant newest) {
        return SilenceJudge.set("t", newest, ALLOWED, NOW, NOW);
    }

    private static Reading learned(Instant newest, Cadence cadence, Instant now) {
        return SilenceJudge.learned("t", newest, cadence, now);
    }
}
