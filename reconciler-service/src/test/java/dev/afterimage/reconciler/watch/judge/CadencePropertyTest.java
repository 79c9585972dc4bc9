package dev.afterimage.reconciler.watch.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class CadencePropertyTest {
    private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");
    private static final Duration LEAST = Duration.ofMinutes(10);
    private static final Duration LEARNING = Duration.ofHours(6);

    private final Cadence cadence = new Cadence(LEAST, LEARNING);

    @Property
    void aPauseLikeOneOfThePastIsNeverTooLong(
            @ForAll @Size(min = 40, max = 200) List<@IntRange(min = 600, max = 3_600) Integer> pauses) {
        Cadence learned = new Cadence(LEAST, LEARNING);
        Instant at = BEGIN;
        for (int pause : pauses) {
            learned.newest(at);
            at = at.plusSeconds(pause);
        }
        learned.newest(at);

        int longest = pauses.stream().mapToInt(Integer::intValue).max().orElseThrow();
        assertThat(learned.allowed()).hasValueSatisfying(allowed -> assertThat(allowed)
                .isGreaterThanOrEqualTo(Duration.ofSeconds(longest))
                .isLessThanOrEqualTo(Duration.ofSeconds(2L * longest)));
    }

    @Example
    void nothingIsSaidBeforeTheRecordsSpanTheTimeOfLearning() {
        cadence.newest(BEGIN);
        cadence.newest(BEGIN.plus(LEARNING).minusSeconds(1));
        assertThat(cadence.allowed()).isEmpty();

        cadence.newest(BEGIN.plus(LEARNING));
        assertThat(cadence.allowed()).isPresent();
    }

    @Example
    void aTableThatIsWrittenAllTheTimeMayStillBeSilentForTheLeast() {
        for (int i = 0; i <= 8 * 3_600; i += 5) {
            cadence.newest(BEGIN.plusSeconds(i));
        }

        assertThat(cadence.allowed()).contains(LEAST);
    }

    @Example
    void theSilenceOfNightsIsLearnedFromThePast() {
        // Written from 08:00 to 20:00: asked hour by hour, the night answers with the first record of the morning.
        for (int hour = 0; hour < 72; hour++) {
            Instant from = BEGIN.plus(Duration.ofHours(hour));
            boolean night = hour % 24 < 8 || hour % 24 >= 20;
            Instant next = night
                    ? BEGIN.plus(Duration.ofHours((hour + (hour % 24 >= 20 ? 24 : 0)) / 24 * 24 + 8L))
                    : from.plusSeconds(3);
            cadence.past(from, next);
        }

        assertThat(cadence.allowed()).hasValueSatisfying(allowed -> assertThat(allowed)
                .isBetween(Duration.ofHours(22), Duration.ofHours(24)));
    }

    @Example
    void whatWasBeforeTheFirstRecordIsNoSilence() {
        cadence.past(BEGIN, BEGIN.plus(Duration.ofDays(6)));
        cadence.newest(BEGIN.plus(Duration.ofDays(6)).plusSeconds(60));
        for (int i = 2; i < 600; i++) {
            cadence.newest(BEGIN.plus(Duration.ofDays(6)).plusSeconds(60L * i));
        }

        assertThat(cadence.allowed()).contains(LEAST);
    }

    @Example
    void thePastThatIsReadBitByBitBetweenLooksIsNoSilence() {
        // Written every minute; each look reads a day of the past hour by hour, then the newest record.
        Instant now = BEGIN.plus(Duration.ofDays(7));
        for (int day = 0; day < 7; day++) {
            for (int hour = 0; hour < 24; hour++) {
                Instant from = BEGIN.plus(Duration.ofDays(day)).plus(Duration.ofHours(hour));
                cadence.past(from, from.plusSeconds(60));
            }
            cadence.newest(now.plusSeconds(15L * day));
        }

        assertThat(cadence.allowed()).contains(LEAST);
    }

    @Example
    void whatNobodyLookedAtIsNoSilence() {
        for (int minute = 0; minute <= 7 * 60; minute++) {
            cadence.newest(BEGIN.plusSeconds(60L * minute));
        }
        cadence.blind();
        cadence.newest(BEGIN.plus(Duration.ofHours(20)));
        cadence.newest(BEGIN.plus(Duration.ofHours(20)).plusSeconds(60));

        assertThat(cadence.allowed()).contains(LEAST);
    }

    @Example
    void aLongSilenceIsForgottenInTheEnd() {
        cadence.newest(BEGIN);
        cadence.newest(BEGIN.plus(Duration.ofDays(2)));
        assertThat(cadence.allowed()).contains(Duration.ofDays(4));

        for (int hour = 1; hour <= 24 * (Cadence.DAYS + 1); hour++) {
            cadence.newest(BEGIN.plus(Duration.ofDays(2)).plus(Duration.ofHours(hour)));
        }
        assertThat(cadence.allowed()).contains(Duration.ofHours(2));
    }

    @Example
    void theSameNewestRecordAgainTeachesNothing() {
        cadence.newest(BEGIN);
        cadence.newest(BEGIN.plus(LEARNING));
        Duration before = cadence.allowed().orElseThrow();
        cadence.newest(BEGIN.plus(LEARNING));
        cadence.newest(BEGIN.plus(LEARNING).minusSeconds(100));

        assertThat(cadence.allowed()).contains(before);
    }
}
