package dev.afterimage.support.access;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.exceptions.ConfigurationException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The credential of those who may only look.
 *
 * @param readerToken the token that looking needs (the operator's serves too), as {@code Bearer}, or as the password that a browser asks
 *     for; none means that looking is free, for use on loopback
 */
@ConfigurationProperties("afterimage")
record ReaderSettings(@Nullable String readerToken) {
    ReaderSettings {
        if (readerToken != null && !readerToken.isBlank() && readerToken.strip().length() < AccessSettings.SHORTEST) {
            throw new ConfigurationException("afterimage.reader-token has fewer than " + AccessSettings.SHORTEST
                    + " characters: set a longer random one, for instance of `openssl rand -hex 24`");
        }
    }

    Optional<String> token() {
        return Optional.ofNullable(readerToken).map(String::strip).filter(token -> !token.isEmpty());
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "ReaderSettings[" + (token().isPresent() ? "set" : "none") + "]";
    }
}
