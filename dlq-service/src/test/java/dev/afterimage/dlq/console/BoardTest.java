package dev.afterimage.dlq.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BoardTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger counts = new AtomicInteger();
    private Duration cost = Duration.ofMillis(500);
    private final Board board = new Board(this::count, nanos::get);

    @Test
    void aCountIsShownTwentyTimesAsLongAsItTook() {
        Board.Figures first = board.figures();
        pass(Duration.ofMillis(9_999));
        assertThat(board.figures()).isSameAs(first);
        pass(Duration.ofMillis(1));

        assertThat(board.figures()).isNotSameAs(first);
        assertThat(counts).hasValue(2);
    }

    @Test
    void whatIsCountedAtOnceIsCountedEachTime() {
        cost = Duration.ZERO;
        board.figures();
        board.figures();

        assertThat(counts).hasValue(2);
    }

    @Test
    void noCountIsShownForLongerThanHalfAMinute() {
        cost = Duration.ofSeconds(4);
        board.figures();
        pass(Duration.ofSeconds(30));
        board.figures();

        assertThat(counts).hasValue(2);
    }

    @Test
    void aCountThatFailsLeavesNothingBehind() {
        Board failing = new Board(
                () -> {
                    if (counts.incrementAndGet() == 1) {
                        throw new IllegalStateException("away");
                    }
                    return new Board.Figures(List.of(), List.of(), Instant.EPOCH);
                },
                nanos::get);

        assertThat(org.assertj.core.api.Assertions.catchThrowable(failing::figures))
                .isInstanceOf(IllegalStateException.class);
        assertThat(failing.figures().causes()).isEmpty();
    }

    private Board.Figures count() {
        counts.incrementAndGet();
        pass(cost);
        return new Board.Figures(List.of(), List.of(), Instant.EPOCH.plusNanos(nanos.get()));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
