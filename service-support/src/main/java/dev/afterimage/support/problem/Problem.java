package dev.afterimage.support.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.http.HttpStatus;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of every error answer, as RFC 9457 has it.
 *
 * @param type a URI that names the kind of problem; {@code about:blank} when the status says it all
 * @param title the kind of problem in a few words
 * @param status the HTTP status
 * @param detail what is wrong with this request and what would mend it
 * @param instance the path that was asked for
 * @param violations which parameters or fields are wrong, empty when that is not the problem
 */
@Serdeable
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String instance,
        List<Violation> violations) {
    /** The media type of problems. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String NO_TYPE = "about:blank";
    private static final String TYPES = "urn:afterimage:problem:";

    public Problem {
        violations = List.copyOf(violations);
    }

    /** A problem that the status names well enough. */
    public static Problem of(HttpStatus status, String detail) {
        return new Problem(NO_TYPE, status.getReason(), status.getCode(), detail, null, List.of());
    }

    /**
     * A problem of a kind that callers may tell apart.
     *
     * @param kind a short name in lower case, which becomes the last part of {@code type}
     */
    public static Problem of(HttpStatus status, String kind, String title, String detail) {
        return new Problem(TYPES + kind, title, status.getCode(), detail, null, List.of());
    }

    public Problem with(List<Violation> found) {
        return new Problem(type, title, status, detail, instance, found);
    }

    public Problem at(String path) {
        return new Problem(type, title, status, detail, path, violations);
    }
}
