package dev.afterimage.dlq.api;

import dev.afterimage.dlq.config.ReaderSettings;
import dev.afterimage.support.access.Authenticator;
import dev.afterimage.support.access.Principal;
import dev.afterimage.support.access.Role;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows those who may only look, by their token. Thread-safe. */
@Singleton
final class ReaderAuthenticator implements Authenticator {
    private static final Principal READER = new Principal("reader", Role.READER);

    private final @Nullable String token;

    ReaderAuthenticator(ReaderSettings settings) {
        String given = settings.readerToken();
        this.token = given == null || given.isBlank() ? null : given.strip();
    }

    @Override
    public boolean configured() {
        return token != null;
    }

    @Override
    public Optional<Principal> authenticate(HttpRequest<?> request) {
        String expected = token;
        String given = given(request);
        boolean known = expected != null
                && given != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
        return known ? Optional.of(READER) : Optional.empty();
    }

    /** The token of a {@code Bearer} credential, or the password of a {@code Basic} one. */
    static @Nullable String given(HttpRequest<?> request) {
        String header = request.getHeaders().get("Authorization");
        if (header == null) {
            return null;
        }
        String scheme = header.toLowerCase(Locale.ROOT);
        if (scheme.startsWith("bearer ")) {
            return header.substring("bearer ".length()).strip();
        }
        return scheme.startsWith("basic ") ? password(header.substring("basic ".length()).strip()) : null;
    }

    private static @Nullable String password(String credentials) {
        try {
            String pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
