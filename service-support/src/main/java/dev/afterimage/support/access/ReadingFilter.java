package dev.afterimage.support.access;

import dev.afterimage.support.problem.Problem;
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

/** Where readers have a credential, lets nobody look without one; health, metrics and the API's description stay free. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE + 110)
final class ReadingFilter {
    private static final List<String> FREE = List.of("/health", "/prometheus", "/openapi", "/assets/");

    private final Callers callers;

    ReadingFilter(Callers callers) {
        this.callers = callers;
    }

    @RequestFilter
    @Nullable
    HttpResponse<?> check(HttpRequest<?> request) {
        boolean looking = request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD;
        if (!looking
                || !callers.guardLooking()
                || FREE.stream().anyMatch(request.getPath()::startsWith)
                || callers.looking(request).isPresent()) {
            return null;
        }
        return HttpResponse.unauthorized()
                .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"afterimage\", charset=\"UTF-8\"")
                .contentType(Problem.MEDIA_TYPE)
                .body(Problem.of(
                                HttpStatus.UNAUTHORIZED,
                                "credential-needed",
                                "Credential needed",
                                "Looking needs the reader's or the operator's token, or a token of the issuer.")
                        .at(request.getPath()));
    }
}
