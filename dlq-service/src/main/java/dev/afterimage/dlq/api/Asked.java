package dev.afterimage.dlq.api;

import dev.afterimage.dlq.parking.StoreException;
import dev.afterimage.support.problem.Problem;
import dev.afterimage.support.problem.ProblemException;
import io.micronaut.http.HttpStatus;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** Turns what the database or a value refuses into problems that tell the caller what to do. */
public final class Asked {
    private static final String CANCELLED = "57014";

    private Asked() {}

    /** Does the work; a refusal of the database becomes a problem that may be told. */
    public static <T> T of(Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreException | JdbiException e) {
            throw new ProblemException(trouble(e));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.of(
                    HttpStatus.BAD_REQUEST,
                    "invalid-request",
                    "Invalid request",
                    "A parameter is not of the expected form: " + e.getMessage() + "."));
        }
    }

    private static Problem trouble(Throwable failure) {
        for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql && CANCELLED.equals(sql.getSQLState())) {
                return Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "too-expensive",
                        "Too expensive",
                        "The answer took too long to find: narrow the filter, by topic or fingerprint for instance.");
            }
        }
        return Problem.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "database-unavailable",
                "The database does not answer",
                "Dead letters are kept in PostgreSQL, which does not answer now; try again later.");
    }

    /** There is no such entry. */
    public static ProblemException unknown() {
        return new ProblemException(Problem.of(
                HttpStatus.NOT_FOUND, "no-such-entry", "No such entry", "There is no dead letter with this id."));
    }

    /** @param why the beginning of a sentence without its full stop */
    public static ProblemException refused(String why) {
        return new ProblemException(Problem.of(
                HttpStatus.CONFLICT, "not-in-this-state", "Not in this state", "It cannot be done: " + why + "."));
    }
}
