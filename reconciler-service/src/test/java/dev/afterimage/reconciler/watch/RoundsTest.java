package dev.afterimage.reconciler.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.reconciler.watch.judge.Level;
import dev.afterimage.reconciler.watch.judge.Reading;
import dev.afterimage.reconciler.watch.judge.Sign;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private final Board board = new Board();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        release.countDown();
    }

    /** A reader by a function. */
    private record Some(Sign sign, Body body) implements SignReader {
        interface Body {
            List<Reading> read() throws InterruptedException;
        }

        @Override
        public List<Reading> read() throws InterruptedException {
            return body.read();
        }
    }

    @Test
    void onePartThatHangsAndOneThatFailsHideNoneOfTheOthers() throws InterruptedException {
        try (Rounds rounds = rounds(
                hanging(new AtomicInteger()),
                new Some(Sign.REGISTRY, () -> {
                    throw new WatchException("the registry is away");
                }),
                new Some(Sign.SILENCE, () -> {
                    throw new IllegalStateException("a value of a row");
                }),
                new Some(Sign.SLOT, () -> List.of(Reading.ok(Sign.SLOT, "s", "fine"))))) {
            rounds.round();
        }

        assertThat(level(Sign.SLOT)).isEqualTo(Level.OK);
        assertThat(level(Sign.LAG)).isEqualTo(Level.UNKNOWN);
        assertThat(level(Sign.REGISTRY)).isEqualTo(Level.UNKNOWN);
        assertThat(what(Sign.REGISTRY)).isEqualTo("the registry is away");
        assertThat(what(Sign.SILENCE)).contains("IllegalStateException").doesNotContain("a value of a row");
    }

    @Test
    void aReaderThatHangsIsNotAskedAgainBeforeItHasCome() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        try (Rounds rounds = rounds(hanging(asked))) {
            rounds.round();
            rounds.round();
            assertThat(asked).hasValue(1);

            release.countDown();
            org.awaitility.Awaitility.await().until(() -> {
                rounds.round();
                return level(Sign.LAG) == Level.OK;
            });
        }
    }

    @Test
    void aLevelStandsSinceItChanged() {
        Instant begin = Instant.parse("2026-11-28T12:00:00Z");
        board.put(Sign.SLOT, List.of(reading(Level.OK)), begin);
        board.put(Sign.SLOT, List.of(reading(Level.WARNING)), begin.plusSeconds(10));
        board.put(Sign.SLOT, List.of(reading(Level.WARNING)), begin.plusSeconds(20));
        assertThat(board.all().getFirst().since()).isEqualTo(begin.plusSeconds(10));

        board.put(Sign.SLOT, List.of(reading(Level.OK)), begin.plusSeconds(30));
        assertThat(board.all().getFirst().since()).isEqualTo(begin.plusSeconds(30));
    }

    @Test
    void theWorstComesFirstAndWhatIsNotNamedAnyMoreIsForgotten() {
        board.put(Sign.SLOT, List.of(reading(Level.OK)), Instant.EPOCH);
        board.put(
                Sign.LAG,
                List.of(
                        Reading.of(Sign.LAG, "a", Level.WARNING, "w", "r"),
                        Reading.of(Sign.LAG, "b", Level.CRITICAL, "w", "r")),
                Instant.EPOCH);
        assertThat(board.all())
                .extracting(one -> one.reading().level())
                .containsExactly(Level.CRITICAL, Level.WARNING, Level.OK);

        board.put(Sign.LAG, List.of(), Instant.EPOCH);
        assertThat(board.all()).hasSize(1);
    }

    private Some hanging(AtomicInteger asked) {
        return new Some(Sign.LAG, () -> {
            asked.incrementAndGet();
            boolean interrupted = false;
            while (release.getCount() > 0) { // like a driver that does not heed interrupts
                try {
                    release.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return List.of(Reading.ok(Sign.LAG, "", "fine"));
        });
    }

    private Rounds rounds(SignReader... readers) {
        return new Rounds(List.of(readers), board, Duration.ofMillis(300), Clock.systemUTC());
    }

    private static Reading reading(Level level) {
        return Reading.of(Sign.SLOT, "s", level, "what", "remedy");
    }

    private Level level(Sign sign) {
        return one(sign).level();
    }

    private String what(Sign sign) {
        return one(sign).what();
    }

    private Reading one(Sign sign) {
        return board.all().stream()
                .map(Standing::reading)
                .filter(reading -> reading.sign() == sign)
                .findFirst()
                .orElseThrow();
    }
}
