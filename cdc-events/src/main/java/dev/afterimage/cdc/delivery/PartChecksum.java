package dev.afterimage.cdc.delivery;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The checksum over the parts of a transaction, extended part by part: it begins as 32 zero bytes, and each part makes
 * {@code SHA-256(checksum ‖ SHA-256(the part's value))} of it. Public contract.
 */
public final class PartChecksum {
    private static final int BYTES = 32;

    private PartChecksum() {}

    /** The checksum of no parts. */
    public static byte[] ofNone() {
        return new byte[BYTES];
    }

    /** The checksum of the parts so far and one more. */
    public static byte[] extended(byte[] checksum, byte[] part) {
        MessageDigest digest = sha256();
        byte[] ofPart = digest.digest(part);
        digest.update(checksum);
        return digest.digest(ofPart);
    }

    /** As the manifest has it: lower-case hexadecimal. */
    public static String text(byte[] checksum) {
        return HexFormat.of().formatHex(checksum);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
