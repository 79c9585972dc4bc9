package dev.afterimage.indexer.document;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Writes what stands in place of masked values. Not thread-safe. */
final class ValueMask {
    private static final byte[] NULL = Projection.utf8("null");
    private static final byte[] REDACTED = Projection.utf8("\"***\"");

    private final @Nullable Mac mac;

    /** @param secret key of the hashes; may be empty if no column is masked by hash */
    ValueMask(byte[] secret) {
        this.mac = secret.length == 0 ? null : hmac(secret);
    }

    private static Mac hmac(byte[] secret) {
        try {
            Mac made = Mac.getInstance("HmacSHA256");
            made.init(new SecretKeySpec(secret, "HmacSHA256"));
            return made;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    void write(Mask mask, byte[] json, int start, int end, ByteWriter out) {
        switch (mask) {
            case NULL -> out.raw(NULL);
            case REDACT -> out.raw(REDACTED);
            case HASH -> {
                if (mac == null) {
                    throw new IllegalStateException("a column is masked by hash and no secret is configured");
                }
                mac.update(json, start, end - start);
                out.octet('"');
                out.raw(HexFormat.of().formatHex(mac.doFinal()).getBytes(StandardCharsets.US_ASCII));
                out.octet('"');
            }
        }
    }
}
