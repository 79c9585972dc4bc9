package dev.afterimage.support.access;

import io.micronaut.context.annotation.Context;
import java.util.Optional;

/** Knows those who may only look, by the token of the configuration. Thread-safe. */
@Context
final class ReaderAuthenticator implements Authenticator {
    private static final Principal READER = new Principal("reader", Role.READER);

    private final Optional<SecretToken> expected;

    ReaderAuthenticator(ReaderSettings settings) {
        this.expected = settings.token().map(SecretToken::new);
    }

    @Override
    public boolean configured() {
        return expected.isPresent();
    }

    @Override
    public boolean guardsLooking() {
        return configured();
    }

    @Override
    public Optional<Principal> byToken(String token) {
        return expected.filter(secret -> secret.is(token)).map(known -> READER);
    }
}
