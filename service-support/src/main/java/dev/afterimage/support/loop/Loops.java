package dev.afterimage.support.loop;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the service's loops once all is prepared, and at the end lets each finish before what it needs is closed. */
@Singleton
@Requires(beans = Beginning.class)
@Requires(
        property = "kafka.enabled",
        notEquals = "false") // tests of the HTTP door and of settings run without a pipeline
final class Loops implements ApplicationEventListener<ShutdownEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(Loops.class);
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final Beginning beginning;
    private final List<Loop> loops;
    private final LoopState starting;
    private final Backoff backoff = new Backoff(500, 15_000, RandomGenerator.getDefault());
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    Loops(Beginning beginning, List<Loop> single, List<Crew> crews, LoopStates states) {
        this.beginning = beginning;
        this.loops = Stream.concat(single.stream(), crews.stream().flatMap(crew -> crew.loops().stream()))
                .toList();
        this.starting = new LoopState("start", Clock.systemUTC());
        states.add(starting);
        loops.forEach(loop -> states.add(loop.state()));
    }

    @EventListener
    void start(StartupEvent event) {
        begin("loop-start", this::prepareThenStart);
    }

    private void prepareThenStart() {
        try {
            for (long pauseMs = 0; !end.await(pauseMs, TimeUnit.MILLISECONDS); ) {
                starting.beat();
                try {
                    beginning.begin();
                    break;
                } catch (RuntimeException e) {
                    LOG.warn(
                            "The tables cannot be made or checked yet; trying again: {}",
                            String.valueOf(e.getMessage()));
                    starting.ails("the tables cannot be made or checked: "
                            + e.getClass().getSimpleName());
                    pauseMs = backoff.failed();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        starting.well();
        starting.end();
        if (end.getCount() > 0) {
            loops.forEach(loop -> {
                loop.state().beat();
                begin("loop-" + loop.state().name(), loop::run);
            });
        }
    }

    private synchronized void begin(String name, Runnable work) {
        threads.add(Thread.ofPlatform()
                .name(name)
                .daemon(true)
                .uncaughtExceptionHandler(Loops::died)
                .start(work));
    }

    /** A service without one of its loops looks alive and is not: it ends, to be started again. */
    private static void died(Thread thread, Throwable error) {
        LOG.error("{} died; this process ends so that it is started again", thread.getName(), error);
        Runtime.getRuntime().halt(70);
    }

    @Override
    public void onApplicationEvent(ShutdownEvent event) {
        LOG.info("Finishing what is under way before the end");
        end.countDown();
        loops.forEach(Loop::end);
        long until = System.nanoTime() + DRAIN.toNanos();
        for (Thread thread : threads()) {
            try {
                if (!thread.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())))) {
                    LOG.warn("{} did not finish in time; nothing is lost by that", thread.getName());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private synchronized List<Thread> threads() {
        return List.copyOf(threads);
    }
}
