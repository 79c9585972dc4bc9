package dev.afterimage.dlq.api;

import dev.afterimage.support.access.Operators;
import dev.afterimage.support.problem.Problem;
import dev.afterimage.support.problem.ProblemException;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a reader's token is set, lets nobody look at dead letters without it; health, metrics and the API's description stay free. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE + 110)
final class ReadingFilter {
    private static final List<String> FREE = List.of("/health", "/prometheus", "/openapi", "/assets/");

    private final ReaderAuthenticator readers;
    private final Operators operators;

    ReadingFilter(ReaderAuthenticator readers, Operators operators) {
        this.readers = readers;
        this.operators = operators;
    }

    @RequestFilter
    @Nullable HttpResponse<?> check(HttpRequest<?> request) {
        boolean looking = request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD;
        if (!looking
                || !readers.configured()
                || FREE.stream().anyMatch(request.getPath()::startsWith)
                || readers.authenticate(request).isPresent()
                || isOperator(request)) {
            return null;
        }
        return HttpResponse.unauthorized()
                .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"afterimage\", charset=\"UTF-8\"")
                .contentType(Problem.MEDIA_TYPE)
                .body(Problem.of(
                                HttpStatus.UNAUTHORIZED,
                                "credential-needed",
                                "Credential needed",
                                "Looking at dead letters needs the reader's or the operator's token.")
                        .at(request.getPath()));
    }

    private boolean isOperator(HttpRequest<?> request) {
        try {
            operators.require(ReaderAuthenticator.given(request));
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }
}
