package dev.afterimage.cdc.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What the registry is shown to let us in: nothing, a user and a password, or a token. Never shows it to anyone else. */
public final class RegistryCredentials {
    private static final RegistryCredentials NONE = new RegistryCredentials(null);

    private final @Nullable String authorization;

    private RegistryCredentials(@Nullable String authorization) {
        this.authorization = authorization;
    }

    public static RegistryCredentials none() {
        return NONE;
    }

    public static RegistryCredentials basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new RegistryCredentials("Basic " + Base64.getEncoder().encodeToString(pair));
    }

    public static RegistryCredentials bearer(String token) {
        return new RegistryCredentials("Bearer " + token);
    }

    /** The {@code Authorization} header's value, or null. */
    @Nullable
    String authorization() {
        return authorization;
    }

    @Override
    public String toString() {
        return authorization == null ? "no credentials" : "credentials";
    }
}
