package dev.afterimage.dlq.letter;

import dev.afterimage.cdc.deadletter.FailureCategory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Names the cause of a failure: letters of one topic, group, stage, category, class and message template share it. */
public final class Fingerprint {
    /** Bytes of a fingerprint: enough that two causes do not meet by chance. */
    public static final int LENGTH = 8;

    private Fingerprint() {}

    public static byte[] of(Letter letter) {
        Letter.Failure failure = letter.failure();
        FailureCategory category = failure.category();
        return of(
                letter.at().topic(),
                letter.at().group(),
                failure.stage(),
                category == null ? null : category.name(),
                failure.errorClass(),
                failure.message());
    }

    public static byte[] of(
            String topic,
            @Nullable String group,
            @Nullable String stage,
            @Nullable String category,
            @Nullable String errorClass,
            @Nullable String message) {
        MessageDigest digest = sha256();
        add(digest, topic);
        add(digest, group);
        add(digest, stage);
        add(digest, category);
        add(digest, errorClass);
        add(digest, message == null ? null : MessageTemplate.of(message));
        return Arrays.copyOf(digest.digest(), LENGTH);
    }

    /** As it stands in the API and in addresses. */
    public static String text(byte[] fingerprint) {
        return HexFormat.of().formatHex(fingerprint);
    }

    /** @throws IllegalArgumentException if the text is no fingerprint */
    public static byte[] parse(String text) {
        if (text.length() != 2 * LENGTH) {
            throw new IllegalArgumentException("a fingerprint has " + 2 * LENGTH + " hexadecimal digits");
        }
        return HexFormat.of().parseHex(text);
    }

    /** The whole SHA-256 of a key's bytes, by which a key's entries find each other without the key standing in an index. */
    public static byte[] ofKey(byte[] key) {
        return sha256().digest(key);
    }

    private static void add(MessageDigest digest, @Nullable String part) {
        digest.update((byte) (part == null ? 0 : 1));
        if (part != null) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
        }
        digest.update((byte) 0xFF); // no byte of UTF-8, so parts cannot run into each other
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
