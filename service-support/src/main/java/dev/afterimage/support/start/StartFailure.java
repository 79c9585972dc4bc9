package dev.afterimage.support.start;

import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import java.net.BindException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds in a failed start what a person can mend. */
final class StartFailure {
    private static final int DEEPEST = 50;

    private StartFailure() {}

    /** What to mend, or empty when this is a fault of the service. */
    static Optional<String> sentence(Throwable failure) {
        Throwable deepest = null;
        @Nullable Throwable next = failure;
        for (int depth = 0; next != null && depth < DEEPEST; depth++) {
            if (known(next)) {
                deepest = next;
            }
            next = next.getCause();
        }
        return Optional.ofNullable(deepest).map(StartFailure::words);
    }

    /** An IllegalArgumentException is how our own settings records refuse a value. */
    private static boolean known(Throwable failure) {
        return failure instanceof ConfigurationException
                || failure instanceof ConversionErrorException
                || failure instanceof BindException
                || failure instanceof IllegalArgumentException;
    }

    private static String words(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return failure instanceof BindException
                ? "its port cannot be bound (" + message + "): end what uses it, or set MICRONAUT_SERVER_PORT"
                : message;
    }
}
