package dev.afterimage.reconciler.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TrendTest {
    private static final Instant FIRST = Instant.parse("2026-03-01T02:30:00Z");
    private static final Duration OVER = Duration.ofDays(10);

    private static List<Observation> daily(int days, IntToLongFunction found, IntToLongFunction repaired) {
        List<Observation> all = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            all.add(new Observation(
                    FIRST.plus(Duration.ofDays(day)), found.applyAsLong(day), repaired.applyAsLong(day)));
        }
        return all;
    }

    private static Trend trend(List<Observation> observations) {
        return Trend.of("public.orders", observations, OVER);
    }

    @Test
    void twoRowsADayThatNobodyRepairsAreTwoRowsADay() {
        Trend trend = trend(daily(10, day -> 2L * day, day -> 0));

        assertThat(trend.rowsADay()).isCloseTo(2, within(0.01));
        assertThat(trend.words()).isEqualTo("2.0 rows a day for 9 days, in 10 runs");
    }

    @Test
    void twoRowsADayThatAreRepairedEachTimeAreTwoRowsADayToo() {
        assertThat(trend(daily(10, day -> 2, day -> 2)).rowsADay()).isCloseTo(2, within(0.01));
    }

    @Test
    void aFewRowsADayAreSeenByHourlyRunsToo() {
        List<Observation> hourly = new ArrayList<>();
        for (int hour = 0; hour < 9 * 24; hour++) {
            boolean bad = hour % 24 == 5;
            hourly.add(new Observation(FIRST.plus(Duration.ofHours(hour)), bad ? 3 : 0, bad ? 3 : 0));
        }

        assertThat(trend(hourly).rowsADay()).isCloseTo(3, within(0.01));
    }

    @Test
    void aRunEveryOtherDayCountsForTwo() {
        List<Observation> all = new ArrayList<>();
        for (int day = 0; day <= 10; day += 2) {
            all.add(new Observation(FIRST.plus(Duration.ofDays(day)), 6, 6));
        }

        assertThat(trend(all).rowsADay()).isCloseTo(3, within(0.01));
    }

    @Test
    void oneBadNightIsNoTrend() {
        assertThat(trend(daily(10, day -> day == 6 ? 500 : 0, day -> day == 6 ? 500 : 0))
                        .rowsADay())
                .isZero();
    }

    @Test
    void whatWasThereAtTheFirstRunAndStaysIsNoTrend() {
        assertThat(trend(daily(10, day -> 40, day -> 0)).rowsADay()).isZero();
    }

    @Test
    void fewRunsTellNoTrend() {
        assertThat(trend(daily(4, day -> 5L * day, day -> 0)).rowsADay()).isZero();
        assertThat(trend(List.of()).words()).isEqualTo("no trend");
    }

    @Test
    void aRunThatFindsFarMoreThanTheWeekdayUsuallyHasIsAboveTheSeason() {
        // Sundays bring ten, other days none.
        List<Observation> weeks = daily(43, day -> day % 7 == 0 ? 10 : 0, day -> day % 7 == 0 ? 10 : 0);
        assertThat(trend(weeks).above()).isZero();

        List<Observation> worse =
                daily(43, day -> day == 42 ? 90 : day % 7 == 0 ? 10 : 0, day -> day % 7 == 0 ? 10 : 0);
        assertThat(trend(worse).above()).isCloseTo(79, within(0.1));

        // The same ten on a Monday are not usual.
        List<Observation> monday = daily(44, day -> day % 7 == 0 || day == 43 ? 10 : 0, day -> day % 7 == 0 ? 10 : 0);
        assertThat(trend(monday).above()).isCloseTo(9, within(0.1));
    }

    @Test
    void threeWeeksAreTooFewForASeason() {
        assertThat(trend(daily(21, day -> day == 20 ? 90 : 0, day -> 0)).above())
                .isZero();
    }

    @Property
    void aTrendIsNeverNegativeAndNothingFoundIsNoTrend(
            @ForAll @Size(max = 60) List<@IntRange(max = 1_000) Integer> found,
            @ForAll @IntRange(max = 100) int percent) {
        List<Observation> some =
                daily(found.size(), day -> found.get(day), day -> found.get(day) * (long) percent / 100);
        Trend trend = trend(some);

        assertThat(trend.rowsADay()).isNotNegative();
        assertThat(trend.above()).isNotNegative();
        assertThat(trend(daily(found.size(), day -> 0, day -> 0)).rowsADay()).isZero();
    }
}
