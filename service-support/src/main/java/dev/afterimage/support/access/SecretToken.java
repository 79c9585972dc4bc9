package dev.afterimage.support.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A token of the configuration, kept as its digest only. Immutable. */
final class SecretToken {
    private final byte[] expected;

    SecretToken(String token) {
        this.expected = digest(token);
    }

    boolean is(String given) {
        return MessageDigest.isEqual(expected, digest(given.strip()));
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
