package dev.afterimage.localstack.process;

import java.time.Duration;

/** What makes one part different from another: how it starts, when it is ready, which signal ends it. */
public interface Recipe {
    String name();

    /** Prepares what the part finds at its start (again at each start, with the data of the last) and says how to start it. */
    Launch launch();

    /** Asks the part, without waiting long, whether it serves. An exception means no. */
    boolean serves() throws Exception;

    default Signal stopSignal() {
        return Signal.TERM;
    }

    default Duration startTimeout() {
        return Duration.ofMinutes(5);
    }

    /** How long an orderly end may take before it is enforced. */
    default Duration stopTimeout() {
        return Duration.ofSeconds(20);
    }
}
