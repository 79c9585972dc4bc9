package dev.afterimage.dlq.config;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.exceptions.ConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * The credential of those who may only look.
 *
 * @param readerToken the token that looking at dead letters needs (the operator's serves too), as {@code Bearer}, or as the password that a
 *     browser asks for; none means that looking is free, for use on loopback
 */
@ConfigurationProperties("afterimage")
public record ReaderSettings(@Nullable String readerToken) {
    private static final int SHORTEST = 16;

    public ReaderSettings {
        if (readerToken != null && !readerToken.isBlank() && readerToken.strip().length() < SHORTEST) {
            throw new ConfigurationException("afterimage.reader-token has fewer than " + SHORTEST
                    + " characters: set a longer random one, for instance of `openssl rand -hex 24`");
        }
    }

    public boolean configured() {
        return readerToken != null && !readerToken.isBlank();
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "ReaderSettings[" + (configured() ? "set" : "none") + "]";
    }
}
