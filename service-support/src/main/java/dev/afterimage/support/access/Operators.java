package dev.afterimage.support.access;

import dev.afterimage.support.problem.Problem;
import dev.afterimage.support.problem.ProblemException;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Knows an operator by the token that a form brings: the operator token, or one of the issuer. Thread-safe. */
@Singleton
public final class Operators {
    private final Callers callers;

    Operators(Callers callers) {
        this.callers = callers;
    }

    /**
     * The operator whose token this is.
     *
     * @throws ProblemException if it is nobody's, or of one who may only look
     */
    public Principal require(@Nullable String token) {
        Principal caller = callers.byToken(token == null ? "" : token)
                .orElseThrow(
                        () -> refusal(
                                "credential-needed",
                                "Credential needed",
                                callers.configured()
                                        ? "The operator token in the form is missing or wrong; go back and try again."
                                        : "This service has no operator token, so nothing can be changed."
                                                + " Set AFTERIMAGE_OPERATOR_TOKEN or AFTERIMAGE_OPERATOR_TOKEN_FILE and start it again."));
        if (!caller.role().covers(Role.OPERATOR)) {
            throw refusal(
                    "not-allowed", "Not allowed", "This needs the role of an operator; the token is one of a reader.");
        }
        return caller;
    }

    private static ProblemException refusal(String kind, String title, String detail) {
        return new ProblemException(Problem.of(HttpStatus.FORBIDDEN, kind, title, detail));
    }
}
