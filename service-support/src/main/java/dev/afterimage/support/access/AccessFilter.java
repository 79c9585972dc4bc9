package dev.afterimage.support.access;

import dev.afterimage.support.problem.Problem;
import dev.afterimage.support.problem.ProblemException;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;

/** Lets nobody change state who is not known to be an operator; looking is free. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
final class AccessFilter {
    private final Callers callers;

    AccessFilter(Callers callers) {
        this.callers = callers;
    }

    @RequestFilter
    void check(HttpRequest<?> request) {
        HttpMethod method = request.getMethod();
        if (method == HttpMethod.GET || method == HttpMethod.HEAD || method == HttpMethod.OPTIONS) {
            return;
        }
        if (isForm(request)) {
            return;
        }
        Principal caller = caller(request);
        if (!caller.role().covers(Role.OPERATOR)) {
            throw refusal(
                    HttpStatus.FORBIDDEN, "not-allowed", "Not allowed", "This call needs the role of an operator.");
        }
        requireJson(request);
        request.setAttribute(Principal.ATTRIBUTE, caller);
    }

    /** A route that checks the token itself, since it stands in the body; only there, and only as a form. */
    private static boolean isForm(HttpRequest<?> request) {
        return RouteAttributes.getRouteMatch(request)
                        .filter(route -> route.getAnnotationMetadata().hasAnnotation(TokenInForm.class))
                        .isPresent()
                && request.getContentType()
                        .map(MediaType::getName)
                        .filter(MediaType.APPLICATION_FORM_URLENCODED::equals)
                        .isPresent();
    }

    private Principal caller(HttpRequest<?> request) {
        if (!callers.configured()) {
            throw refusal(
                    HttpStatus.FORBIDDEN,
                    "no-operator-token",
                    "No operator token is set",
                    "This service has no operator token, so calls that change state are refused."
                            + " Set AFTERIMAGE_OPERATOR_TOKEN or AFTERIMAGE_OPERATOR_TOKEN_FILE and start it again.");
        }
        return callers.bearer(request)
                .orElseThrow(
                        () -> refusal(
                                HttpStatus.UNAUTHORIZED,
                                "credential-needed",
                                "Credential needed",
                                "Calls that change state need the header Authorization: Bearer <operator token>, or a token of the issuer."));
    }

    /** A form of a foreign page can send a body, but not one that is called JSON. */
    private static void requireJson(HttpRequest<?> request) {
        boolean typed = request.getContentType().isPresent();
        boolean json = request.getContentType()
                .map(MediaType::getName)
                .filter(MediaType.APPLICATION_JSON::equals)
                .isPresent();
        boolean body = request.getContentLength() > 0
                || request.getHeaders().contains(io.micronaut.http.HttpHeaders.TRANSFER_ENCODING);
        if (!json && (typed || body)) {
            throw new ProblemException(Problem.of(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "This service takes application/json; say so in the Content-Type header."));
        }
    }

    private static ProblemException refusal(HttpStatus status, String kind, String title, String detail) {
        return new ProblemException(Problem.of(status, kind, title, detail));
    }
}
