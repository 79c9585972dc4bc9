package dev.afterimage.localstack.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** The id that the contract gives to a row: the key's plain text, several columns joined by commas, too long ones hashed. */
final class ExpectedId {
    private static final int LONGEST = 512;

    private ExpectedId() {}

    /**
     * @param key the key's values as the document holds them, in the key's order
     * @param source goes before, with a colon; empty for none
     */
    static String of(List<JsonNode> key, String source) {
        String text = key.size() == 1
                ? key.getFirst().asText()
                : key.stream().map(ExpectedId::part).collect(Collectors.joining(","));
        String id = source.isEmpty() ? text : source.replace("~", "~0").replace(":", "~1") + ":" + text;
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        boolean plain = bytes.length > 0 && bytes.length <= LONGEST && !id.matches("(?s)sha256-.{64}");
        return plain ? id : "sha256-" + sha256(bytes);
    }

    private static String part(JsonNode value) {
        return value.isNull() ? "~n" : value.asText().replace("~", "~0").replace(",", "~1");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
