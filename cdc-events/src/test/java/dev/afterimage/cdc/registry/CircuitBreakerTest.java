package dev.afterimage.cdc.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
    private long now = Long.MAX_VALUE - 5; // the clock may wrap
    private final CircuitBreaker breaker = new CircuitBreaker(3, Duration.ofSeconds(5), () -> now);

    @Test
    void itOpensAfterFailuresInARowOnly() {
        fail(2);
        breaker.succeeded();
        fail(2);
        assertThat(breaker.permit()).isTrue();
        breaker.failed();
        assertThat(breaker.permit()).isFalse();
        assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.OPEN);
    }

    @Test
    void afterAWhileOneCallIsLetThroughAtATime() {
        fail(3);
        pass(Duration.ofSeconds(5).minusNanos(1));
        assertThat(breaker.permit()).isFalse();
        pass(Duration.ofNanos(1));
        assertThat(breaker.permit()).isTrue();
        assertThat(breaker.permit()).isFalse();
        breaker.succeeded();
        assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.CLOSED);
        assertThat(breaker.permit()).isTrue();
    }

    @Test
    void eachProbeThatFailsDoublesTheWaitUpToEightTimes() {
        fail(3);
        for (int seconds : new int[] {5, 10, 20, 40, 40, 40}) {
            pass(Duration.ofSeconds(seconds).minusNanos(1));
            assertThat(breaker.permit()).isFalse();
            pass(Duration.ofNanos(1));
            assertThat(breaker.permit()).isTrue();
            breaker.failed();
        }
        pass(Duration.ofSeconds(40));
        assertThat(breaker.permit()).isTrue();
        breaker.succeeded();
        fail(3);
        pass(Duration.ofSeconds(5));
        assertThat(breaker.permit()).isTrue();
    }

    @Test
    void aCallThatFailsLateChangesNothing() {
        fail(3);
        pass(Duration.ofSeconds(3));
        breaker.failed();
        pass(Duration.ofSeconds(2));
        assertThat(breaker.permit()).isTrue();
    }

    @Test
    void settingsWithoutSenseAreRefused() {
        assertThatThrownBy(() -> new CircuitBreaker(0, Duration.ofSeconds(1), () -> 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CircuitBreaker(1, Duration.ZERO, () -> 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(breaker.permit()).isTrue();
            breaker.failed();
        }
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
