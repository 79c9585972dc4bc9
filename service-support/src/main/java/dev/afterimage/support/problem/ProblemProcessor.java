package dev.afterimage.support.problem;

import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/** Gives every error answer of the framework and of our own handlers the one body: a {@link Problem}. */
@Singleton
@Primary
final class ProblemProcessor implements ErrorResponseProcessor<Problem> {
    private static final MediaType TYPE = MediaType.of(Problem.MEDIA_TYPE);

    private final CauseReader causes;

    ProblemProcessor(CauseReader causes) {
        this.causes = causes;
    }

    @Override
    public MutableHttpResponse<Problem> processResponse(ErrorContext context, MutableHttpResponse<?> answer) {
        HttpStatus status = answer.status();
        Problem problem = context.getRootCause()
                .flatMap(cause -> causes.read(cause, status))
                .orElseGet(() -> Problem.of(status, PlainWords.of(status)));
        challenge(problem, answer);
        return answer.body(problem.at(context.getRequest().getPath())).contentType(TYPE);
    }

    /** RFC 9110 wants every 401 to say how to authenticate. */
    private static void challenge(Problem problem, MutableHttpResponse<?> answer) {
        if (problem.status() == HttpStatus.UNAUTHORIZED.getCode()) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"afterimage\"");
        }
    }
}
