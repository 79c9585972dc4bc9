package dev.afterimage.reconciler.run;

import dev.afterimage.support.loop.LoopState;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Beats for a loop whose single steps may take long, as a statement over a large table does, for as long as such a step may take; after that
 * the loop counts as stuck. Thread-safe.
 */
final class Vigil implements AutoCloseable {
    private static final Duration BEAT = Duration.ofSeconds(20);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("vigil").daemon(true).factory());
    private final LoopState state;
    private final long longestNanos;
    private volatile long until = System.nanoTime();

    /** @param longest how long one step may take */
    Vigil(LoopState state, Duration longest) {
        this.state = state;
        this.longestNanos = longest.toNanos();
        clock.scheduleAtFixedRate(this::watch, BEAT.toSeconds(), BEAT.toSeconds(), TimeUnit.SECONDS);
    }

    private void watch() {
        if (System.nanoTime() - until < 0) {
            state.beat();
        }
    }

    /** The next step begins. */
    void step() {
        until = System.nanoTime() + longestNanos;
        state.beat();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
