package dev.afterimage.reconciler.watch.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlotJudgeTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    private final SlotJudge judge = new SlotJudge(new Band(1e9, 1e10), new Band(60, 600));

    @Test
    void aSlotThatIsReadIsWell() {
        Reading reading = one(slot(true, 5e8, "reserved", null, null), NOW);

        assertThat(reading.level()).isEqualTo(Level.OK);
        assertThat(reading.remedy()).isEmpty();
        assertThat(reading.figures()).containsEntry(Figure.SLOT_RETAINED, 5e8).doesNotContainKey(Figure.SLOT_SAFE);
    }

    @Test
    void logThatIsHeldBackWarnsAndIsCritical() {
        assertThat(one(slot(true, 1e9, "reserved", null, null), NOW).level()).isEqualTo(Level.WARNING);
        assertThat(one(slot(true, 1e10, "extended", null, null), NOW).level()).isEqualTo(Level.CRITICAL);
        assertThat(one(slot(true, 1e8, "reserved", null, null), NOW).level()).isEqualTo(Level.OK);
    }

    @Test
    void nobodyWhoReadsItIsAHiccupThenAWarningThenCriticalAndOverAtOnce() {
        SlotFacts idle = slot(false, 0, "reserved", null, null);

        assertThat(one(idle, NOW).level()).isEqualTo(Level.OK);
        assertThat(one(idle, NOW.plusSeconds(59)).level()).isEqualTo(Level.OK);
        assertThat(one(idle, NOW.plusSeconds(60)).level()).isEqualTo(Level.WARNING);
        assertThat(one(idle, NOW.plusSeconds(600)).level()).isEqualTo(Level.CRITICAL);
        assertThat(one(slot(true, 0, "reserved", null, null), NOW.plusSeconds(601))
                        .level())
                .isEqualTo(Level.OK);
        assertThat(one(idle, NOW.plusSeconds(602)).level()).isEqualTo(Level.OK);
    }

    @Test
    void aSlotThatIsLostOrAboutToBeIsCriticalEvenIfItHoldsLittleBack() {
        assertThat(one(slot(true, 0, "lost", null, null), NOW).level()).isEqualTo(Level.CRITICAL);
        assertThat(one(slot(true, 0, "lost", null, null), NOW).remedy()).contains("new snapshot");
        assertThat(one(slot(true, 0, "unreserved", 0.0, 1e9), NOW).level()).isEqualTo(Level.CRITICAL);
    }

    @Test
    void whatMayStillBeWrittenBeforeTheLimitCounts() {
        assertThat(one(slot(true, 0, "reserved", 2e8, 1e9), NOW).level()).isEqualTo(Level.OK);
        assertThat(one(slot(true, 0, "reserved", 1.9e8, 1e9), NOW).level()).isEqualTo(Level.WARNING);
        assertThat(one(slot(true, 0, "reserved", 4e7, 1e9), NOW).level()).isEqualTo(Level.CRITICAL);
    }

    @Test
    void aSlotThatIsGoneIsCritical() {
        assertThat(judge.judge(List.of(), Set.of(), NOW))
                .extracting(Reading::level)
                .containsExactly(Level.CRITICAL);
        assertThat(judge.judge(List.of(slot(true, 0, "reserved", null, null)), Set.of("another"), NOW))
                .extracting(Reading::level)
                .containsExactly(Level.OK, Level.CRITICAL);
    }

    private Reading one(SlotFacts slot, Instant now) {
        return judge.judge(List.of(slot), Set.of(), now).getFirst();
    }

    private static SlotFacts slot(
            boolean active, double retained, String status, @Nullable Double safe, @Nullable Double limit) {
        return new SlotFacts("s", active, retained, 0, status, safe, limit);
    }
}
