package dev.afterimage.dlq.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.cdc.deadletter.Disposition;
import dev.afterimage.cdc.deadletter.FailureCategory;
import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    @Property
    void pausesGrowStayWithinTheirBoundsAndEnd(
            @ForAll @LongRange(min = 1, max = 100_000) long first,
            @ForAll @IntRange(min = 1, max = 10) int factor,
            @ForAll @LongRange(min = 0, max = 100_000_000) long more,
            @ForAll @IntRange(max = 100) int limit,
            @ForAll @IntRange(max = 200) int tried,
            @ForAll long seed) {
        RetryPolicy policy = new RetryPolicy(Duration.ofMillis(first), factor, Duration.ofMillis(first + more), limit);

        Duration pause = policy.pause(tried, new Random(seed));

        if (tried >= limit) {
            assertThat(pause).isNull();
        } else {
            double full = Math.min(first * Math.pow(factor, tried), first + more);
            assertThat(pause).isNotNull();
            assertThat((double) pause.toMillis()).isBetween(Math.floor(full / 2) - 1, full + 1);
        }
    }

    @Property
    void everyPolicyGivesUpInTheEnd(@ForAll FailureCategory category, @ForAll long seed) {
        RetryPolicy policy = RetryPolicy.of(category);
        assertThat(policy.pause(policy.limit(), new Random(seed))).isNull();
        assertThat(policy.limit()).isLessThanOrEqualTo(60);
    }

    @Test
    void onlyWhatTimeCanHealIsTriedByItself() {
        assertThat(RetryPolicy.of(null).limit()).isZero();
        assertThat(RetryPolicy.of(FailureCategory.MALFORMED).limit()).isZero();
        assertThat(RetryPolicy.of(FailureCategory.BEYOND_DELETE_MEMORY).limit()).isZero();
        assertThat(RetryPolicy.of(FailureCategory.SCHEMA_UNAVAILABLE).limit()).isPositive();
        for (FailureCategory category : FailureCategory.values()) {
            if (category.disposition() == Disposition.STOP) {
                assertThat(RetryPolicy.of(category).limit()).as(category.name()).isZero();
            }
        }
    }
}
