package dev.afterimage.localstack.part;

import dev.afterimage.localstack.process.PartProcess;
import java.nio.file.Path;

/** One part of the stack: it can be stopped, killed, frozen and started again, always with the same data and addresses. */
public sealed interface Part permits Postgres, Mysql, Kafka, Connect, Registry, Elasticsearch, Service {
    PartProcess process();

    default String name() {
        return process().name();
    }

    /** Starts it and returns at once. */
    default void start() {
        process().start();
    }

    /** Waits until it serves; bounded. */
    default void awaitReady() {
        process().awaitReady();
    }

    default void stop() {
        process().stop();
    }

    /** Kills it with SIGKILL and returns when it is gone. */
    default void kill9() {
        process().kill();
    }

    /** Starts it again, after an orderly stop where it runs, and waits until it serves. */
    default void restart() {
        process().restart();
    }

    /** Freezes it with SIGSTOP. */
    default void pause() {
        process().pause();
    }

    /** Lets it go on after a freeze. */
    default void resume() {
        process().resume();
    }

    default boolean isRunning() {
        return process().isRunning();
    }

    default long pid() {
        return process().pid();
    }

    default Path logFile() {
        return process().logFile();
    }
}
