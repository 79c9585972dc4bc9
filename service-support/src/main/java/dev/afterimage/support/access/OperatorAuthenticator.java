package dev.afterimage.support.access;

import io.micronaut.context.annotation.Context;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;

/** Knows the operator by the bearer token of the configuration; made at start so that a bad one is found then. */
@Context
final class OperatorAuthenticator implements Authenticator {
    private static final String SCHEME = "bearer ";
    private static final Principal OPERATOR = new Principal("operator", Role.OPERATOR);

    private final Optional<byte[]> expected;

    OperatorAuthenticator(AccessSettings settings) {
        this.expected = settings.token().map(OperatorAuthenticator::digest);
    }

    @Override
    public boolean configured() {
        return expected.isPresent();
    }

    @Override
    public Optional<Principal> authenticate(HttpRequest<?> request) {
        String header = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        return header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)
                ? Optional.empty()
                : byToken(header.substring(SCHEME.length()));
    }

    /** The operator, if this is the token. */
    Optional<Principal> byToken(String token) {
        return expected.isPresent() && MessageDigest.isEqual(expected.get(), digest(token.strip()))
                ? Optional.of(OPERATOR)
                : Optional.empty();
    }

    /** Digests have one length, so that comparing them takes one time whatever was given. */
    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
