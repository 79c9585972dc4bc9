package dev.afterimage.support.web;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Tells browsers to run nothing that the answer does not allow itself, frame nothing, keep nothing and guess nothing. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SecurityHeaders {
    @ResponseFilter
    void add(MutableHttpResponse<?> answer) {
        if (!answer.getHeaders().contains(ContentPolicy.HEADER)) {
            answer.header(ContentPolicy.HEADER, ContentPolicy.NO_SCRIPTS);
        }
        answer.header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                // Not no-referrer: a form of ours would then come with `Origin: null`, which on loopback is taken for a
                // foreign page's.
                .header("Referrer-Policy", "same-origin")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin");
        if (!answer.getHeaders().contains(HttpHeaders.CACHE_CONTROL)) {
            answer.header(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }
}
