package dev.afterimage.reconciler.watch.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lag and retention are judged by the same offsets. */
class OffsetsJudgeTest {
    private final LagJudge lag = new LagJudge(new Band(10_000, 100_000), new Band(60, 600));
    private final RetentionJudge retention = new RetentionJudge(new Band(50, 80));

    @Test
    void recordsThatWaitAddUpOverPartitions() {
        Reading reading = lag(at(0, 0, 6_000, 0L, null), at(1, 0, 6_000, 2_000L, null));

        assertThat(reading.figures()).containsEntry(Figure.LAG_RECORDS, 10_000.0);
        assertThat(reading.level()).isEqualTo(Level.WARNING);
    }

    @Test
    void aFewRecordsThatWaitForLongAreAsBadAsMany() {
        assertThat(lag(at(0, 0, 5, 4L, Duration.ofSeconds(61))).level()).isEqualTo(Level.WARNING);
        assertThat(lag(at(0, 0, 5, 4L, Duration.ofSeconds(601))).level()).isEqualTo(Level.CRITICAL);
    }

    @Test
    void aGroupThatIsAheadOfTheEndThatWasReadIsNotBehind() {
        assertThat(lag(at(0, 0, 5, 9L, null)).figures()).containsEntry(Figure.LAG_RECORDS, 0.0);
    }

    @Test
    void aGroupWithoutPositionHasEverythingThatIsKeptBeforeIt() {
        assertThat(lag(at(0, 100, 300, null, null)).figures()).containsEntry(Figure.LAG_RECORDS, 200.0);
    }

    @Test
    void aGroupInWhichNobodyReadsIsCriticalWhateverTheLag() {
        assertThat(lag.judge("g", 0, List.of(at(0, 0, 5, 5L, null))))
                .extracting(Reading::level)
                .containsExactly(Level.CRITICAL, Level.OK);
    }

    @Test
    void aTopicThatForgetsBeforeTheIndexerHasReadIsSeenComing() {
        Map<String, Duration> week = Map.of("t", Duration.ofDays(7));

        assertThat(retained(week, at(0, 0, 9, 5L, Duration.ofDays(3))).level()).isEqualTo(Level.OK);
        assertThat(retained(week, at(0, 0, 9, 5L, Duration.ofDays(4))).level()).isEqualTo(Level.WARNING);
        assertThat(retained(week, at(0, 0, 9, 5L, Duration.ofDays(6))).level()).isEqualTo(Level.CRITICAL);
        assertThat(retained(Map.of(), at(0, 0, 9, 5L, Duration.ofDays(60))).level())
                .isEqualTo(Level.OK);
    }

    @Test
    void recordsThatAreGoneAndWereNeverSettledAreCritical() {
        Reading reading = retained(Map.of(), at(0, 8, 9, 5L, null));

        assertThat(reading.level()).isEqualTo(Level.CRITICAL);
        assertThat(reading.what()).contains("3 records");
    }

    @Test
    void aTopicThatForgotWhatWasSettledIsWell() {
        assertThat(retained(Map.of(), at(0, 9, 9, 9L, null)).level()).isEqualTo(Level.OK);
        assertThat(retained(Map.of(), at(0, 9, 9, null, null)).level()).isEqualTo(Level.OK);
    }

    private Reading lag(PartitionFacts... partitions) {
        return lag.judge("g", 1, List.of(partitions)).getFirst();
    }

    private Reading retained(Map<String, Duration> kept, PartitionFacts partition) {
        return retention.judge(List.of(partition), kept).getFirst();
    }

    private static PartitionFacts at(
            int partition, long begin, long end, @Nullable Long committed, @Nullable Duration waiting) {
        return new PartitionFacts("t", partition, begin, end, committed, waiting);
    }
}
