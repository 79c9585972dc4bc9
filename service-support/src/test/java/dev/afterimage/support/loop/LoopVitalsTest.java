package dev.afterimage.support.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.support.vital.Condition;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LoopVitalsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final LoopState loop = new LoopState("intake", Clock.fixed(START, ZoneOffset.UTC));

    @Test
    void aLoopIsReadyOnceItDidItsWork() {
        assertThat(LoopVitals.readiness(loop, START)).isInstanceOf(Condition.Ailing.class);
        loop.well();
        assertThat(LoopVitals.readiness(loop, START)).isInstanceOf(Condition.Well.class);
    }

    @Test
    void aHiccupLeavesReadinessAloneAndLongTroubleDoesNot() {
        loop.well();
        loop.ails("the database is away");
        assertThat(LoopVitals.readiness(loop, START.plus(LoopVitals.GRACE))).isInstanceOf(Condition.Well.class);
        assertThat(LoopVitals.readiness(loop, START.plus(LoopVitals.GRACE).plusMillis(1)))
                .isInstanceOfSatisfying(Condition.Ailing.class, ailing -> assertThat(ailing.why())
                        .contains("the database is away"));
        loop.well();
        assertThat(LoopVitals.readiness(loop, START.plusSeconds(60))).isInstanceOf(Condition.Well.class);
    }

    @Test
    void aLoopThatDoesNotComeRoundIsStuck() {
        assertThat(LoopVitals.liveness(loop, START.plus(LoopVitals.STUCK))).isInstanceOf(Condition.Well.class);
        assertThat(LoopVitals.liveness(loop, START.plus(LoopVitals.STUCK).plusMillis(1)))
                .isInstanceOf(Condition.Ailing.class);
    }
}
