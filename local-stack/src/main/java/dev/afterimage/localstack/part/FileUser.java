package dev.afterimage.localstack.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Writes a user into the two files from which an Elasticsearch node reads its own users. */
final class FileUser {
    private static final int ROUNDS = 10_000;
    private static final int SALT_BYTES = 32;
    private static final int HASH_BITS = 256;

    private FileUser() {}

    static void write(Path config, String user, String password, String role) throws IOException {
        Files.writeString(config.resolve("users"), user + ":" + hash(password) + "\n");
        Files.writeString(config.resolve("users_roles"), role + ":" + user + "\n");
    }

    /** One of the forms that the node accepts: {@code {PBKDF2}rounds$salt$hash}. */
    private static String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        try {
            byte[] hash = SecretKeyFactory.getInstance("PBKDF2withHMACSHA512")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, ROUNDS, HASH_BITS))
                    .getEncoded();
            Base64.Encoder base64 = Base64.getEncoder();
            return "{PBKDF2}" + ROUNDS + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has PBKDF2 with SHA-512", e);
        }
    }
}
