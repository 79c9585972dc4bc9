package dev.afterimage.support.problem;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import jakarta.inject.Singleton;

/** Answers a {@link ProblemException} with its problem. */
@Singleton
final class ProblemExceptionHandler implements ExceptionHandler<ProblemException, HttpResponse<?>> {
    private final ProblemProcessor processor;

    ProblemExceptionHandler(ProblemProcessor processor) {
        this.processor = processor;
    }

    @Override
    public HttpResponse<?> handle(@SuppressWarnings("rawtypes") HttpRequest request, ProblemException exception) {
        MutableHttpResponse<?> answer = HttpResponse.status(
                exception.problem().status(), exception.problem().title());
        return processor.processResponse(
                ErrorContext.builder(request).cause(exception).build(), answer);
    }
}
