package dev.afterimage.indexer.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicRulesTest {
    private static final long WEEK = Duration.ofDays(7).toMillis();
    private static final TopicRules RULES = new TopicRules(Duration.ofDays(3), Duration.ofDays(7));

    private final Hazards hazards = new Hazards();

    @Test
    void aTopicThatBeginsAtZeroAndIsKeptAWeekIsNoHazard() {
        RULES.judge(topic(0, "delete", WEEK), hazards);

        assertThat(hazards.all()).isEmpty();
    }

    @Test
    void whatMayNotBeReadIsNoHazard() {
        RULES.judge(topic(0, null, null), hazards);

        assertThat(hazards.all()).isEmpty();
    }

    @Test
    void goneRecordsAreToldWithThePartitionTheyAreGoneFrom() {
        RULES.judge(topic(42, "delete", WEEK), hazards);

        assertThat(hazards.all()).singleElement().satisfies(hazard -> {
            assertThat(hazard.kind()).isEqualTo(HazardKind.HISTORY);
            assertThat(hazard.examples()).containsExactly("partition 0 begins at offset 42");
        });
    }

    @Test
    void compactionIsAHazardAndItsRetentionIsNone() {
        RULES.judge(topic(0, "compact", 1L), hazards);

        assertThat(hazards.all()).singleElement().satisfies(hazard -> assertThat(hazard.message())
                .contains("cleanup.policy=compact"));
    }

    @Test
    void aRetentionBelowTheLeastIsAHazard() {
        RULES.judge(topic(0, "delete", Duration.ofHours(5).toMillis()), hazards);

        assertThat(hazards.all()).singleElement().satisfies(hazard -> assertThat(hazard.message())
                .contains("for 5h only"));
    }

    @Test
    void aRetentionBeyondTheDeleteMemoryIsAHazardForEverToo() {
        RULES.judge(topic(0, "delete", WEEK + 1), hazards);
        RULES.judge(new TopicFacts("u", List.of(), "compact,delete", -1L), hazards);

        assertThat(hazards.all())
                .extracting(Hazard::message)
                .anyMatch(message -> message.contains("longer than deletes are remembered (7d)"))
                .anyMatch(message -> message.contains("kept for ever"))
                .hasSize(3);
    }

    private static TopicFacts topic(long begin, @Nullable String cleanup, @Nullable Long retention) {
        return new TopicFacts("t", List.of(new TopicFacts.Span(0, begin, 100)), cleanup, retention);
    }
}
