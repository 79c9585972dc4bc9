package dev.afterimage.support.access;

import io.micronaut.context.annotation.Context;
import java.util.Optional;

/** Knows the operator by the token of the configuration; made at start so that a bad one is found then. */
@Context
final class OperatorAuthenticator implements Authenticator {
    private static final Principal OPERATOR = new Principal("operator", Role.OPERATOR);

    private final Optional<SecretToken> expected;

    OperatorAuthenticator(AccessSettings settings) {
        this.expected = settings.token().map(SecretToken::new);
    }

    @Override
    public boolean configured() {
        return expected.isPresent();
    }

    @Override
    public Optional<Principal> byToken(String token) {
        return expected.filter(secret -> secret.is(token)).map(known -> OPERATOR);
    }
}
