package dev.afterimage.dlq.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.support.vital.Condition;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicRetentionTest {
    private static final Duration DEADLINE = Duration.ofDays(30);

    @Test
    void whatKafkaDoesByItselfIsWithinTheDeadline() {
        assertThat(of("delete", days(7), days(7))).isEmpty();
        assertThat(of("delete", days(23), days(7))).isEmpty();
    }

    @Test
    void retentionAndTheTimeOfASegmentCountTogether() {
        assertThat(of("delete", days(24), days(7)))
                .hasValueSatisfying(one -> assertThat(why(one)).contains("longer"));
        assertThat(of("delete", days(1), Long.MAX_VALUE)).isPresent();
        assertThat(of("delete", Long.MAX_VALUE, Long.MAX_VALUE)).isPresent();
    }

    @Test
    void aTopicThatIsCompactedOrKeptForEverIsNamed() {
        assertThat(of("compact,delete", days(1), days(1)))
                .hasValueSatisfying(one -> assertThat(why(one)).contains("compacted"));
        assertThat(of("delete", -1, days(1))).hasValueSatisfying(one -> {
            assertThat(one.name()).contains("afterimage.dead-letters");
            assertThat(why(one)).contains("without end");
        });
    }

    private static java.util.Optional<Condition> of(String policy, long retention, long segment) {
        return TopicRetention.ailment(
                "afterimage.dead-letters",
                Map.of("cleanup.policy", policy, "retention.ms", "" + retention, "segment.ms", "" + segment),
                DEADLINE);
    }

    private static String why(Condition condition) {
        return condition instanceof Condition.Ailing(String name, String why, String remedy) ? why + remedy : "";
    }

    private static long days(int days) {
        return Duration.ofDays(days).toMillis();
    }
}
