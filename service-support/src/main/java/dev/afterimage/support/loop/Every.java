package dev.afterimage.support.loop;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A loop that does a round of work, then rests; a round that fails is tried again after a pause that grows. */
public final class Every implements Loop {
    private static final Logger LOG = LoggerFactory.getLogger(Every.class);
    private static final long LONGEST_MS = 30_000;

    /** One round of work. */
    @FunctionalInterface
    public interface Round {
        /** @return whether there is more to do at once */
        boolean work() throws InterruptedException;
    }

    private final LoopState state;
    private final Duration rest;
    private final Round round;
    private final Backoff backoff;
    private final CountDownLatch end = new CountDownLatch(1);

    public Every(LoopState state, Duration rest, Round round, RandomGenerator random) {
        this.state = state;
        this.rest = rest;
        this.round = round;
        this.backoff = new Backoff(Math.max(250, rest.toMillis()), LONGEST_MS, random);
    }

    @Override
    public void run() {
        try {
            long pauseMs = 0;
            while (!end.await(pauseMs, TimeUnit.MILLISECONDS)) {
                state.beat();
                pauseMs = once();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long once() throws InterruptedException {
        try {
            boolean more = round.work();
            backoff.succeeded();
            state.well();
            return more ? 0 : rest.toMillis();
        } catch (RuntimeException e) {
            if (state.trouble() == null) {
                LOG.warn("{} fails and is tried again", state.name(), e);
            }
            state.ails(e.getClass().getSimpleName() + " in " + state.name());
            return backoff.failed();
        }
    }

    @Override
    public void end() {
        end.countDown();
    }

    @Override
    public LoopState state() {
        return state;
    }
}
