package dev.afterimage.indexer.intake;

import dev.afterimage.indexer.index.SinkFailure;
import dev.afterimage.indexer.index.control.Rebuilds;
import dev.afterimage.indexer.plan.Backoff;
import dev.afterimage.indexer.rebuild.Rebuild;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owner's hold on a rebuild: what it writes down counts only while it is the owner, and a sick sink or broker is waited for. Confined to the
 * owner's thread.
 */
final class RebuildHold {
    private static final Logger LOG = LoggerFactory.getLogger(RebuildHold.class);
    private static final Backoff BACKOFF = new Backoff(500, 15_000);
    private static final long BEAT_MS = 2_000;

    /** A step that a sick sink or broker may fail. */
    @FunctionalInterface
    interface Step<T> {
        T take() throws SinkFailure, InterruptedException;
    }

    private final Rebuilds store;
    private final String owner;
    private final LongSupplier clock;
    private Rebuild rebuild;
    private long beatAtMs;

    RebuildHold(Rebuilds store, Rebuild rebuild, LongSupplier clock) {
        this.store = store;
        this.rebuild = rebuild;
        this.owner = rebuild.owner();
        this.clock = clock;
        this.beatAtMs = clock.getAsLong();
    }

    Rebuild rebuild() {
        return rebuild;
    }

    /**
     * Writes the next state down.
     *
     * @throws RebuildStops.Lost if another instance owns it
     * @throws RebuildStops.GivenUp if an operator gave it up
     */
    void write(UnaryOperator<Rebuild> next) throws InterruptedException {
        rebuild = until(
                "write the rebuild's state down",
                () -> store.change(rebuild.index(), now -> {
                    if (now == null || !now.owner().equals(owner)) {
                        throw new RebuildStops.Lost();
                    }
                    if (now.abandon()) {
                        throw new RebuildStops.GivenUp();
                    }
                    return next.apply(now);
                }));
        beatAtMs = clock.getAsLong();
    }

    /** Writes the last state down, given up or not. */
    void end(UnaryOperator<Rebuild> last) throws InterruptedException {
        rebuild = until(
                "write the rebuild's end down",
                () -> store.change(rebuild.index(), now -> {
                    if (now == null || !now.owner().equals(owner)) {
                        throw new RebuildStops.Lost();
                    }
                    return last.apply(now);
                }));
    }

    /** Shows that the owner lives, now and then. */
    void beat(long lag, long refused) throws InterruptedException, SinkFailure {
        if (clock.getAsLong() - beatAtMs >= BEAT_MS) {
            beatAtMs = clock.getAsLong();
            rebuild = store.change(rebuild.index(), now -> {
                if (now == null || !now.owner().equals(owner)) {
                    throw new RebuildStops.Lost();
                }
                if (now.abandon()) {
                    throw new RebuildStops.GivenUp();
                }
                return now.beaten(lag, refused);
            });
        }
    }

    /** Tries a step until it succeeds, with growing pauses. */
    <T> T until(String what, Step<T> step) throws InterruptedException {
        for (int attempt = 0; ; attempt++) {
            try {
                return step.take();
            } catch (SinkFailure | KafkaException e) {
                if (attempt < 3 || attempt % 10 == 0) {
                    LOG.warn(
                            "Rebuild of {}: cannot {} (attempt {}): {}",
                            rebuild.index(),
                            what,
                            attempt + 1,
                            e.getMessage());
                }
            }
            Thread.sleep(Duration.ofMillis(BACKOFF.pauseMs(attempt, RandomGenerator.getDefault())));
        }
    }
}
