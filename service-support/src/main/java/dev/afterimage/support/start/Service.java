package dev.afterimage.support.start;

import io.micronaut.context.env.Environment;
import io.micronaut.runtime.Micronaut;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a service, and ends with one sentence rather than a stack trace when what is missing is a person's to give. */
public final class Service extends Micronaut {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);
    private static final int CONFIGURATION = 2;
    private static final int FAULT = 1;

    private Service() {}

    /** Starts the service of this process; returns once it is up, or ends the process. */
    public static void begin(String... args) {
        try {
            new Service().args(args).banner(false).start();
        } catch (RuntimeException e) {
            end(e);
        }
    }

    @Override
    protected void handleStartupException(Environment environment, Throwable exception) {
        end(exception);
    }

    private static void end(Throwable failure) {
        StartFailure.sentence(failure)
                .ifPresentOrElse(
                        sentence -> {
                            LOG.error("The service does not start: {}", sentence);
                            System.exit(CONFIGURATION);
                        },
                        () -> {
                            LOG.error("The service does not start", failure);
                            System.exit(FAULT);
                        });
    }
}
