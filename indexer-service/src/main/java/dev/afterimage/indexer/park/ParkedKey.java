package dev.afterimage.indexer.park;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The name under which it is remembered that a key has parked records: a hash of the topic and the record key's bytes.
 *
 * <p>It is made of the bytes, not of the document's id, since it must be known of records that cannot be decoded.
 */
public final class ParkedKey {
    private ParkedKey() {}

    /** The name, or null for a record without a key, which has no successors to hold back. */
    public static @Nullable String of(String topic, byte @Nullable [] key) {
        if (key == null) {
            return null;
        }
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(topic.getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) 0);
            return HexFormat.of().formatHex(sha256.digest(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
