package dev.afterimage.benchmarks.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** The same checksum as the indexer's, the straightforward way: names sorted, one text, MD5. Not thread-safe. */
final class PeerChecksum {
    private final MessageDigest md5;
    private final StringBuilder text = new StringBuilder(1024);

    PeerChecksum() {
        try {
            md5 = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    long[] of(ObjectNode row) {
        List<String> names = new ArrayList<>(row.size());
        row.fieldNames().forEachRemaining(names::add);
        names.sort(null);
        text.setLength(0);
        for (String name : names) {
            JsonNode value = row.get(name);
            if (value != null && !value.isNull()) {
                String plain = plain(value);
                // All values of the benchmark are ASCII, so that characters are octets.
                text.append(name).append('=').append(plain.length()).append(':').append(plain);
            }
        }
        ByteBuffer digest = ByteBuffer.wrap(md5.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        return new long[] {digest.getInt() & 0xFFFFFFFFL, digest.getInt() & 0xFFFFFFFFL};
    }

    private static String plain(JsonNode value) {
        if (value.isDouble()) {
            String hex = Long.toHexString(Double.doubleToLongBits(value.doubleValue()));
            return "0".repeat(16 - hex.length()) + hex;
        }
        return value.isContainerNode() ? value.toString() : value.asText();
    }
}
