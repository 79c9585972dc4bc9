package dev.afterimage.support.access;

import io.micronaut.core.order.OrderUtil;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells who calls, by whichever way knows them. Thread-safe; does not block. */
@Singleton
final class Callers {
    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";

    private final List<Authenticator> authenticators;

    Callers(List<Authenticator> authenticators) {
        List<Authenticator> ordered = new ArrayList<>(authenticators);
        OrderUtil.sort(ordered);
        this.authenticators = List.copyOf(ordered);
    }

    boolean configured() {
        return authenticators.stream().anyMatch(Authenticator::configured);
    }

    boolean guardLooking() {
        return authenticators.stream().anyMatch(Authenticator::guardsLooking);
    }

    Optional<Principal> byToken(String token) {
        String given = token.strip();
        return authenticators.stream()
                .map(authenticator -> authenticator.byToken(given))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Who brings a {@code Bearer} token. */
    Optional<Principal> bearer(HttpRequest<?> request) {
        return after(BEARER, request).flatMap(this::byToken);
    }

    /** Who looks: a browser asks for a password and sends it as {@code Basic}. */
    Optional<Principal> looking(HttpRequest<?> request) {
        Optional<Principal> bearer = bearer(request);
        return bearer.isPresent()
                ? bearer
                : after(BASIC, request).flatMap(Callers::password).flatMap(this::byToken);
    }

    private static Optional<String> after(String scheme, HttpRequest<?> request) {
        return Optional.ofNullable(request.getHeaders().get(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(scheme))
                .map(header -> header.substring(scheme.length()));
    }

    private static Optional<String> password(String credentials) {
        try {
            String pair = new String(Base64.getDecoder().decode(credentials.strip()), StandardCharsets.UTF_8);
            return Optional.of(pair.substring(pair.indexOf(':') + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
