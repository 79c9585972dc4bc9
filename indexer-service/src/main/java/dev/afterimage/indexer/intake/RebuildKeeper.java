package dev.afterimage.indexer.intake;

import dev.afterimage.indexer.config.RebuildSettings;
import dev.afterimage.indexer.index.SinkFailure;
import dev.afterimage.indexer.rebuild.Lease;
import dev.afterimage.indexer.rebuild.Rebuild;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks now and then for a rebuild that nobody works on, takes it and works on it; one at a time in each instance. */
@Singleton
@Requires(notEnv = DryRunner.ENVIRONMENT)
@Requires(property = "kafka.enabled", notEquals = "false")
final class RebuildKeeper implements ApplicationEventListener<ShutdownEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(RebuildKeeper.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final Duration ENDING = Duration.ofSeconds(5);

    private final RebuildParts parts;
    private final Lease lease;
    private final String instance = UUID.randomUUID().toString();
    private volatile @Nullable Thread thread;

    RebuildKeeper(RebuildParts parts, RebuildSettings settings) {
        this.parts = parts;
        this.lease = new Lease(settings.lease().toMillis());
    }

    @EventListener
    void start(StartupEvent event) {
        thread = Thread.ofPlatform().name("rebuilds").daemon(true).start(this::run);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Optional<Rebuild> taken = take();
                if (taken.isPresent()) {
                    work(taken.get());
                } else {
                    Thread.sleep(LOOK_EVERY);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(Rebuild taken) throws InterruptedException {
        try {
            new RebuildRun(parts, taken).run();
        } catch (RuntimeException e) {
            LOG.error("Rebuild of {} broke off; it is taken up again", taken.index(), e);
            Thread.sleep(LOOK_EVERY);
        } finally {
            boolean ending = Thread.interrupted();
            release(taken.index());
            if (ending) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Optional<Rebuild> take() {
        try {
            for (Rebuild each : parts.store().all()) {
                if (lease.free(each, instance, PipelineFactory.STEADY.getAsLong())) {
                    Rebuild now = parts.store()
                            .change(
                                    each.index(),
                                    there -> there != null && there.equals(each)
                                            ? there.ownedBy(instance)
                                            : orNone(there));
                    if (now.owner().equals(instance)) {
                        return Optional.of(now);
                    }
                }
            }
        } catch (SinkFailure e) {
            // The control index is not there yet, or the sink is sick: the status page tells of it.
            LOG.debug("Whether a rebuild is ordered is not known: {}", e.getMessage());
        }
        return Optional.empty();
    }

    private static Rebuild orNone(@Nullable Rebuild there) {
        if (there == null) {
            throw new IllegalStateException("a rebuild is never forgotten");
        }
        return there;
    }

    /** So that another instance need not wait for the lease to end. */
    private void release(String index) {
        try {
            parts.store()
                    .change(
                            index,
                            there -> there != null && there.owner().equals(instance)
                                    ? there.ownedBy("")
                                    : orNone(there));
        } catch (SinkFailure e) {
            LOG.warn("Rebuild of {}: it is taken over when its lease ends: {}", index, e.getMessage());
        }
    }

    @Override
    public void onApplicationEvent(ShutdownEvent event) {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            try {
                running.join(ENDING);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
