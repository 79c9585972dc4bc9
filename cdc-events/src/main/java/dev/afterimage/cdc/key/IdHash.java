package dev.afterimage.cdc.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Decides whether the bytes of an id stand as they are or as their hash. Not safe for use by several threads. */
final class IdHash {
    private static final String PLAIN_PREFIX = "sha256-";
    private static final String KEYED_PREFIX = "hmac-";
    private static final int HASHED_LENGTH = PLAIN_PREFIX.length() + 64;
    private static final char REPLACEMENT = '\uFFFD';

    private final MessageDigest digest;
    private final @Nullable Mac mac;

    private IdHash(@Nullable Mac mac) {
        this.mac = mac;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static IdHash plain() {
        return new IdHash(null);
    }

    static IdHash keyed(byte[] secret) {
        if (secret.length < 16) {
            throw new IllegalArgumentException("the secret for hashed ids has at least 16 bytes, not " + secret.length);
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return new IdHash(mac);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    DocumentId id(byte[] bytes, int start, int end) {
        if (mac != null) {
            mac.update(bytes, start, end - start);
            // The secret is there to keep the key out of the id, so the document does not repeat it.
            return new DocumentId(KEYED_PREFIX + HexFormat.of().formatHex(mac.doFinal()), false);
        }
        int length = end - start;
        if (length > 0 && length <= DocumentId.MAX_BYTES) {
            String text = new String(bytes, start, length, StandardCharsets.UTF_8);
            if (exact(text, bytes, start, end) && !looksHashed(text)) {
                return new DocumentId(text, false);
            }
        }
        digest.update(bytes, start, length);
        return new DocumentId(PLAIN_PREFIX + HexFormat.of().formatHex(digest.digest()), true);
    }

    /** Whether nothing was replaced on the way from bytes to characters, which would let two keys meet. */
    private static boolean exact(String text, byte[] bytes, int start, int end) {
        if (text.indexOf(REPLACEMENT) < 0) {
            return true;
        }
        byte[] back = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(back, 0, back.length, bytes, start, end);
    }

    private static boolean looksHashed(String text) {
        return text.length() == HASHED_LENGTH && text.startsWith(PLAIN_PREFIX);
    }
}
