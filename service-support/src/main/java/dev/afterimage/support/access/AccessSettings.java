package dev.afterimage.support.access;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.exceptions.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The credential of operators.
 *
 * @param operatorToken the token that state-changing calls must carry; none means that such calls are refused
 * @param operatorTokenFile a file that holds the token, read at start; used when no token is given directly
 */
@ConfigurationProperties("afterimage")
record AccessSettings(
        @Nullable String operatorToken, @Nullable Path operatorTokenFile) {
    /** Shorter tokens can be guessed. */
    static final int SHORTEST = 16;

    Optional<String> token() {
        String token = operatorToken == null || operatorToken.isBlank() ? fromFile() : operatorToken.strip();
        if (token == null || token.isEmpty()) {
            return Optional.empty();
        }
        if (token.length() < SHORTEST) {
            throw new ConfigurationException("afterimage.operator-token has fewer than " + SHORTEST
                    + " characters: set a longer random one, for instance of `openssl rand -hex 24`");
        }
        return Optional.of(token);
    }

    private @Nullable String fromFile() {
        if (operatorTokenFile == null || operatorTokenFile.toString().isBlank()) {
            return null;
        }
        try {
            return Files.readString(operatorTokenFile).strip();
        } catch (IOException e) {
            throw new ConfigurationException(
                    "afterimage.operator-token-file names " + operatorTokenFile + ", which cannot be read", e);
        }
    }

    @Override
    public String toString() {
        return "AccessSettings[operatorTokenFile=" + operatorTokenFile + "]";
    }
}
