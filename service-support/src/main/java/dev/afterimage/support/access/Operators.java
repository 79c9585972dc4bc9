package dev.afterimage.support.access;

import dev.afterimage.support.problem.Problem;
import dev.afterimage.support.problem.ProblemException;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Knows an operator by the token that a form brings. Thread-safe. */
@Singleton
public final class Operators {
    private final OperatorAuthenticator authenticator;

    Operators(OperatorAuthenticator authenticator) {
        this.authenticator = authenticator;
    }

    /**
     * The operator whose token this is.
     *
     * @throws ProblemException if it is nobody's
     */
    public Principal require(@Nullable String token) {
        return authenticator
                .byToken(token == null ? "" : token)
                .orElseThrow(() -> new ProblemException(Problem.of(
                        HttpStatus.FORBIDDEN,
                        "credential-needed",
                        "Credential needed",
                        authenticator.configured()
                                ? "The operator token in the form is missing or wrong; go back and try again."
                                : "This service has no operator token, so nothing can be changed."
                                        + " Set AFTERIMAGE_OPERATOR_TOKEN or AFTERIMAGE_OPERATOR_TOKEN_FILE and start it again.")));
    }
}
