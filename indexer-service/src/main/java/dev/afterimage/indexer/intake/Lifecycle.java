package dev.afterimage.indexer.intake;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the worker before anything is consumed, and at the end settles and commits before anything it needs is closed. */
@Requires(notEnv = DryRunner.ENVIRONMENT)
@Singleton
@Requires(
        property = "kafka.enabled",
        notEquals = "false") // tests of the HTTP door and of settings run without a pipeline
final class Lifecycle implements ApplicationEventListener<ShutdownEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

    private final Worker worker;
    private final Intake intake;
    private final StatusPublisher status;

    Lifecycle(Worker worker, Intake intake, StatusPublisher status) {
        this.worker = worker;
        this.intake = intake;
        this.status = status;
    }

    @EventListener
    void start(StartupEvent event) {
        Thread.ofPlatform()
                .name("indexer-worker")
                .daemon(false)
                .uncaughtExceptionHandler(Lifecycle::died)
                .start(worker::run);
        status.start();
    }

    /** Without its worker the process does nothing and looks alive: it ends, to be started again. */
    private static void died(Thread thread, Throwable error) {
        LOG.error("The worker died; this process ends so that another takes over", error);
        Runtime.getRuntime().halt(70);
    }

    @Override
    public void onApplicationEvent(ShutdownEvent event) {
        LOG.info("Settling what is under way before the end");
        intake.shutDown();
        worker.stop();
    }
}
